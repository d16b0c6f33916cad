-- The facts of steps.csv for one order to renew media (§5.6).
SELECT CASE WHEN o.cancelled_at IS NULL THEN '-' ELSE '取りやめ' END
    AS flow_class, NULL AS dev_type,
    o.ordered_at AS ordered,
    CASE WHEN o.media > 0 THEN o.media || '種' END AS kinds,
    CASE WHEN o.masters = o.media AND o.media > 0
         THEN o.masters || '/' || o.media END AS master,
    CASE WHEN o.sticks = o.media AND o.media > 0
         THEN o.sticks || '/' || o.media END AS stick,
    CASE WHEN o.manuals = o.all_manuals AND o.media > 0
         THEN o.manuals || '/' || o.all_manuals END AS manuals,
    CASE WHEN o.released = o.media AND o.media > 0
         THEN o.released || '種' END AS released,
    CASE WHEN o.released = o.media AND o.media > 0 AND o.fresh = o.spares
         THEN o.fresh || '/' || o.spares END AS spares,
    o.masters || '/' || o.media AS master_now,
    o.sticks || '/' || o.media AS stick_now,
    o.manuals || '/' || o.all_manuals AS manuals_now,
    o.released || '/' || o.media AS released_now,
    o.fresh || '/' || o.spares AS spares_now,
    o.finished_at AS submitted
FROM media_order_each o
WHERE o.id = :id
