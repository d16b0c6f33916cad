SELECT d.id AS id, d.set_name AS set_name, d.month AS month, d.made_at AS made_at,
       p.name AS "by", d.goes_on AS goes_on, d.vector AS vector, d.sums AS sums
FROM delivery d LEFT JOIN person p ON p.id = d.by_id
WHERE d.deleted IS NULL AND (:id IS NULL OR d.id = :id)
