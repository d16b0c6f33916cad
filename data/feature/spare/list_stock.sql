-- Of every model, segment and use that has or had a spare on loan, or for which
-- such a model has a medium: also where none is left.
WITH ever AS (
    SELECT id, model_id, segment, role FROM unit
    WHERE spare_state IS NOT NULL AND deleted IS NULL
), sort AS (
    SELECT min(id) AS id, model_id, segment, role FROM ever
    GROUP BY model_id, segment, role
    UNION ALL
    SELECT min(i.id), i.model_id, i.segment, i.role FROM image i
    WHERE i.deleted IS NULL AND i.model_id IN (SELECT model_id FROM ever)
      AND NOT EXISTS (SELECT 1 FROM ever e
                      WHERE e.model_id = i.model_id AND e.segment = i.segment
                        AND e.role = i.role)
    GROUP BY i.model_id, i.segment, i.role
)
SELECT g.id AS id,
       coalesce(m.short, '') || CASE
           WHEN g.role IS NULL OR g.role = '－' THEN ''
           ELSE ' ' || g.role END
       || CASE WHEN (SELECT count(*) FROM sort o
                     WHERE o.model_id IS g.model_id AND o.role IS g.role) > 1
               THEN ' ' || coalesce(g.segment, '') ELSE '' END AS label,
       g.segment AS segment,
       count(CASE WHEN s.readiness = '即応' THEN 1 END) AS ready,
       CASE WHEN coalesce(i.kind, max(s.kind)) IS NULL THEN NULL
            ELSE count(CASE WHEN s.readiness = '要更新' THEN 1 END)
       END AS stale,
       count(CASE WHEN s.readiness IN ('引当', '持出') THEN 1 END) AS reserved,
       count(CASE WHEN s.readiness = '修理' THEN 1 END) AS repair,
       count(s.id) AS total, m.short AS model, g.role AS role,
       coalesce(i.kind, max(s.kind)) AS kind
FROM sort g
LEFT JOIN model m ON m.id = g.model_id
LEFT JOIN spare_now s ON s.model_id IS g.model_id AND s.segment IS g.segment
    AND s.role IS g.role
LEFT JOIN image i ON i.id = (
    SELECT x.id FROM image x
    WHERE x.model_id = g.model_id AND x.segment = g.segment
      AND x.role = g.role AND x.deleted IS NULL LIMIT 1)
GROUP BY g.id
