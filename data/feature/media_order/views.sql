-- The city's orders to renew media with which of how many of the year each is.
CREATE VIEW media_order_now AS
SELECT o.*, kk_fiscal(kk_day(o.ordered_at)) AS fiscal,
    (SELECT count(*) FROM media_order x
     WHERE x.deleted IS NULL
       AND kk_fiscal(kk_day(x.ordered_at)) = kk_fiscal(kk_day(o.ordered_at))
       AND (x.ordered_at, x.id) <= (o.ordered_at, o.id)) AS nth,
    kk_param('media.orders', kk_day(o.ordered_at)) AS most,
    o.agreed_by IS NOT NULL AND o.agreed_at IS NOT NULL
        AND o.agreed_ref IS NOT NULL AS agreed
FROM media_order o
WHERE o.deleted IS NULL;
