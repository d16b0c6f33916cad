-- "国保福祉窓口 v3", or a kind alone: its newest.
SELECT r.id, r.kind || ' ' || r.version, r.deleted,
       kk_numbers(r.kind || r.version, r.kind || ' ' || r.version),
       CASE WHEN r.id IN (SELECT release_id FROM media_current)
            THEN kk_names(r.kind) END,
       NULL
FROM media_release r
