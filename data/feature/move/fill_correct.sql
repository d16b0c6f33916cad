SELECT m.happened_at AS at, m.to_place_id AS place, m.to_dept_id AS dept,
       m.from_place_id AS "from", m.reason AS cause
FROM unit_move m
WHERE m.id = :move
