-- Leave to enter the building (§9.4): the permit for that place on that day, or
-- that none is recorded.
SELECT coalesce(p.id, v.place_id) AS id,
       CASE WHEN p.id IS NULL THEN 'place' ELSE 'permit' END AS target,
       '入庁許可' AS kind, p.approved_no AS no,
       CASE WHEN p.id IS NULL THEN '' ELSE '済' END AS mark,
       coalesce(l.name, '') || CASE WHEN p.id IS NULL
           THEN '  記録なし。拠点の手順で許可を得ます' ELSE '' END AS what,
       v.incident_id AS incident_id, v.no || ' 5' AS sort,
       v.no AS incident
FROM visit_ahead v
LEFT JOIN place l ON l.id = v.place_id
LEFT JOIN permit p ON p.id = (
    SELECT x.id FROM permit x
    WHERE x.kind = '入庁' AND x.deleted IS NULL
      AND x.from_day <= coalesce(kk_day(v.planned_at), kk_today())
      AND (x.to_day IS NULL
           OR x.to_day >= coalesce(kk_day(v.planned_at), kk_today()))
      AND (x.target IS NULL OR instr(kk_fold(x.target), kk_fold(l.name)) > 0)
    ORDER BY x.target IS NULL, x.id LIMIT 1)
