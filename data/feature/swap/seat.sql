-- A broken unit and its seat: where it stood then (:at; NULL: stands), or, taken
-- out for this incident, where it was taken from.
SELECT u.machine_id, m.flow_class,
       CASE WHEN i.swap_unit_id = u.id THEN t.from_place_id
            WHEN l.id IS NOT NULL THEN l.from_place_id
            ELSE u.place_id END,
       CASE WHEN i.swap_unit_id = u.id THEN t.from_dept_id
            WHEN l.id IS NOT NULL THEN l.from_dept_id
            ELSE u.dept_id END,
       u.role, u.segment, u.settings, u.key_no, m.desk_id, u.warranty_until
FROM unit u
JOIN incident i ON i.id = :incident
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN unit_move t ON t.id = (
    SELECT x.id FROM unit_move x
    WHERE x.unit_id = u.id AND x.incident_id = i.id AND x.deleted IS NULL
    ORDER BY x.happened_at, x.id LIMIT 1)
LEFT JOIN unit_move l ON l.id = (
    SELECT x.id FROM unit_move x
    WHERE x.unit_id = u.id AND x.deleted IS NULL AND x.happened_at > :at
    ORDER BY x.happened_at, x.id LIMIT 1)
WHERE u.id = :unit AND u.deleted IS NULL
