-- The city's orders to renew media with which of how many of the year each is.
CREATE VIEW media_order_any AS
SELECT o.*, kk_fiscal(kk_day(o.ordered_at)) AS fiscal,
    (SELECT count(*) FROM media_order x
     WHERE x.deleted IS NULL AND x.cancelled_at IS NULL
       AND kk_fiscal(kk_day(x.ordered_at)) = kk_fiscal(kk_day(o.ordered_at))
       AND (x.ordered_at, x.id) <= (o.ordered_at, o.id)) AS nth,
    kk_param('media.orders', kk_day(o.ordered_at)) AS most,
    (SELECT d.done FROM step_done d
     WHERE d.tab = 24 AND d.row = o.id AND d.step_key = 'verify'
       AND d.deleted IS NULL
     ORDER BY d.at DESC, d.id DESC LIMIT 1) IN ('済', '省略') IS 1
    AS verified,
    o.agreed_by IS NOT NULL AND o.agreed_at IS NOT NULL
        AND o.agreed_ref IS NOT NULL AS agreed
FROM media_order o
WHERE o.deleted IS NULL;

-- Those that the city did not take back: they alone count and wait.
CREATE VIEW media_order_now AS
SELECT * FROM media_order_any WHERE cancelled_at IS NULL;

-- How far an order is: its media, their deliverables (master, medium, the nine
-- manuals), and the spares on loan that have what it brought or what is newer.
CREATE VIEW media_order_each AS
SELECT o.*, d.*,
    (SELECT count(*) FROM media_release r
     WHERE r.order_id = o.id AND r.deleted IS NULL) AS media,
    (SELECT count(*) FROM media_release r
     WHERE r.order_id = o.id AND r.deleted IS NULL
       AND r.released_on <= kk_today()) AS released,
    (SELECT count(*) FROM media_release r
     JOIN spare_now s ON s.kind = r.kind
     WHERE r.order_id = o.id AND r.deleted IS NULL) AS spares,
    (SELECT count(*) FROM media_release r
     JOIN spare_now s ON s.kind = r.kind
     LEFT JOIN media_release h ON h.id = s.image_release_id
     WHERE r.order_id = o.id AND r.deleted IS NULL
       AND (h.id = r.id OR h.kind = r.kind AND h.released_on >= r.released_on))
    AS fresh
FROM media_order_any o
LEFT JOIN (
    SELECT r.order_id AS order_id,
        count(CASE WHEN x.doc_kind = 'マスターパソコン' THEN x.changed END)
        AS masters,
        count(CASE WHEN x.doc_kind = 'リカバリメディア(USB)' THEN x.changed END)
        AS sticks,
        count(CASE WHEN x.doc_kind LIKE '%手順書' THEN x.changed END) AS manuals,
        count(CASE WHEN x.doc_kind LIKE '%手順書' THEN 1 END) AS all_manuals
    FROM ruled_media_doc x
    JOIN media_release r ON r.id = x.release_id
    GROUP BY r.order_id
) d ON d.order_id = o.id;

CREATE VIEW media_order_work AS
SELECT * FROM media_order_each WHERE cancelled_at IS NULL;
