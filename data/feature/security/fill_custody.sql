SELECT r.person_id AS person
FROM responsible r
WHERE r.role = '業務責任者' AND kk_today() BETWEEN r.from_day AND r.to_day
