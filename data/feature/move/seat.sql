-- Where a unit stood at a time, and the movement after it that goes to :place
-- and :dept, when it is the next one that stays.
WITH later AS (
    SELECT * FROM unit_move
    WHERE unit_id = :unit AND deleted IS NULL AND happened_at > :at
), first AS (
    SELECT * FROM later ORDER BY happened_at, id LIMIT 1
), next AS (
    SELECT * FROM later
    WHERE happened_at <= (id >> 32) + 86400 OR happened_at <= kk_now()
    ORDER BY happened_at, id LIMIT 1
)
SELECT CASE WHEN f.id IS NULL THEN u.place_id ELSE f.from_place_id END,
       CASE WHEN f.id IS NULL THEN u.dept_id ELSE f.from_dept_id END,
       CASE WHEN n.to_place_id IS :place AND n.to_dept_id IS :dept
            THEN n.happened_at END
FROM unit u
LEFT JOIN first f
LEFT JOIN next n
WHERE u.id = :unit AND u.deleted IS NULL
