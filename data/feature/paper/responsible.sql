-- Who became responsible in the period instead of whom.
SELECT r.id AS id, r.role AS role, b.name AS before, r.name AS after,
       r.from_day AS from_day, p.phone AS phone, p.id_card_no AS id_card_no
FROM responsible r
JOIN person p ON p.id = r.person_id
JOIN responsible b ON b.id = (
    SELECT x.id FROM responsible x
    WHERE x.role = r.role AND x.from_day < r.from_day
      AND x.to_day >= x.from_day
    ORDER BY x.from_day DESC, x.id DESC LIMIT 1) AND b.role = r.role
WHERE r.from_day BETWEEN :first AND :last AND r.to_day >= r.from_day
  AND b.person_id <> r.person_id
