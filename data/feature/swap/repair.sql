-- The repair of the unit that :incident took out; 0: none.
SELECT coalesce((
    SELECT max(r.id) FROM incident i
    JOIN repair r ON r.unit_id = i.swap_unit_id AND r.incident_id = i.id
        AND r.deleted IS NULL
    WHERE i.id = :incident), 0)
