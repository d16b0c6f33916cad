-- The stock by model, segment and use, for a pane; of the same pieces as its page.
SELECT g.id AS id,
       coalesce(m.short, '') || CASE
           WHEN g.role IS NULL OR g.role = '－' THEN ''
           ELSE ' ' || g.role END
       || CASE WHEN (SELECT count(*) FROM spare_sort o
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
FROM spare_sort g
LEFT JOIN model m ON m.id = g.model_id
LEFT JOIN spare_piece s ON s.model_id IS g.model_id AND s.segment IS g.segment
    AND s.role IS g.role
LEFT JOIN image i ON i.id = (
    SELECT x.id FROM image x
    WHERE x.model_id = g.model_id AND x.segment = g.segment
      AND x.role = g.role AND x.deleted IS NULL LIMIT 1)
GROUP BY g.id
