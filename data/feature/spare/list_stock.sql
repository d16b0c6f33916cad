SELECT min(s.id) AS id,
       coalesce(s.model_short, '') || CASE
           WHEN s.role IS NULL OR s.role = '－' THEN ''
           ELSE ' ' || s.role END AS label,
       count(CASE WHEN s.readiness = '即応' THEN 1 END) AS ready,
       CASE WHEN s.kind IS NULL THEN NULL
            ELSE count(CASE WHEN s.readiness = '要更新' THEN 1 END)
       END AS stale,
       count(CASE WHEN s.readiness IN ('引当', '持出') THEN 1 END) AS reserved,
       count(CASE WHEN s.readiness = '修理' THEN 1 END) AS repair,
       count(*) AS total, s.model_short AS model, s.kind AS kind
FROM spare_now s
GROUP BY s.model_id, s.kind
