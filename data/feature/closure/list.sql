SELECT c.id, coalesce(d.short, d.name) AS desk, c.from_day AS "from",
       c.to_day AS "to", c.note,
       c.desk_id AS desk_id
FROM desk_closure c
JOIN vendor_desk d ON d.id = c.desk_id
WHERE c.deleted IS NULL AND d.deleted IS NULL
  AND (:desk IS NULL OR c.desk_id = :desk)
