-- Our number, the city's, or an id. The number of a case that was merged finds
-- the one it went into.
WITH RECURSIVE hit AS (
    SELECT id FROM incident WHERE id = :refid
    UNION
    SELECT id FROM incident WHERE no IN (:ref, :ident)
    UNION
    SELECT id FROM incident WHERE city_no IN (:ref, :ident)
    UNION
    SELECT id FROM incident
    WHERE length(city_no) = length(:ref) AND kk_ident(city_no) = :ident
       OR length(no) = length(:ref) AND kk_ident(no) = :ident
), gone(id, into_id) AS (
    SELECT i.id, i.merged_into_id FROM incident i JOIN hit ON hit.id = i.id
    UNION
    SELECT i.id, i.merged_into_id
    FROM gone JOIN incident i ON i.id = gone.into_id
    WHERE gone.into_id IS NOT NULL
)
SELECT i.id, i.no || coalesce(' ' || p.name, '')
FROM gone
JOIN incident i ON i.id = gone.id
LEFT JOIN place p ON p.id = i.place_id
WHERE i.deleted IS NULL
ORDER BY i.no
