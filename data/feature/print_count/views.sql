-- Readings of a printer in the order of time, whichever survey or list they
-- came with: the one before each; and the last of all.
CREATE VIEW count_before AS
SELECT c.id AS id, c.unit_id AS unit_id, (
    SELECT q.id FROM print_count q
    WHERE q.unit_id = c.unit_id AND q.deleted IS NULL
      AND q."count" IS NOT NULL
      AND (q.at IS NULL AND c.at IS NOT NULL OR q.at < c.at
           OR q.at IS c.at AND q.id < c.id)
    ORDER BY q.at DESC, q.id DESC LIMIT 1) AS before
FROM print_count c
WHERE c.deleted IS NULL AND c."count" IS NOT NULL;
CREATE VIEW count_last AS
SELECT u.id AS unit_id, (
    SELECT q.id FROM print_count q
    WHERE q.unit_id = u.id AND q.deleted IS NULL AND q."count" IS NOT NULL
    ORDER BY q.at DESC, q.id DESC LIMIT 1) AS id
FROM unit u;
CREATE VIEW count_line AS
WITH c AS (
    SELECT r.*, CASE WHEN r."count" IS NULL
        THEN (SELECT l.id FROM count_last l WHERE l.unit_id = r.unit_id)
        ELSE (SELECT b.before FROM count_before b WHERE b.id = r.id)
        END AS before
    FROM ruled_print_count r
)
SELECT c.id AS id, u.machine_id AS machine_id, m.short AS model,
       s.no AS site_no, coalesce(s.name, p.name) AS site, p.name AS place,
       d.name AS dept, p.floor AS floor,
       CASE WHEN b.id IS NOT NULL THEN printf('%,d', b."count") END AS before,
       CASE WHEN c."count" IS NOT NULL THEN printf('%,d', c."count") END AS now,
       CASE WHEN c."count" IS NULL THEN NULL
            WHEN b."count" IS NULL THEN '－（初回）'
            WHEN c.reset_flag IS NOT NULL OR c."count" < b."count" THEN '－'
            ELSE printf('%+,d', c."count" - b."count") END AS diff,
       CASE WHEN c."count" IS NOT NULL THEN '済'
            WHEN c.unread IS NOT NULL THEN '読めない'
            ELSE 'まだ' END AS state,
       c.reset_flag AS reset_flag, c.unread AS unread, c.note AS note,
       c.at AS at, c."count" AS count, b."count" AS before_count,
       b.at AS before_at, y.fiscal_year AS fiscal_year,
       c."count" IS NULL AND c.unread IS NULL AS open,
       c.unit_id AS unit_id, u.place_id AS place_id,
       printf('%d %03d %s %s %s %s', 9999 - coalesce(y.fiscal_year, 0),
              coalesce(s.no, 999), p.name, coalesce(p.floor, ''),
              coalesce(d.name, ''), u.machine_id) AS sort
FROM c
JOIN unit u ON u.id = c.unit_id
LEFT JOIN print_count b ON b.id = c.before
LEFT JOIN print_survey y ON y.id = c.survey_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = u.dept_id;
