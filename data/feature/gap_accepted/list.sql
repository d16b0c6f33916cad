SELECT g.id AS id, g.month AS month, g.gap AS gap, g.reason AS reason,
       p.name AS "by", g.at AS at
FROM gap_accepted g LEFT JOIN person p ON p.id = g.by_id
WHERE g.deleted IS NULL AND (:id IS NULL OR g.id = :id)
  AND (:first IS NULL OR g.month = kk_month(:first))
