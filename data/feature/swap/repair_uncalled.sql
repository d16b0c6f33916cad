-- Of the unit that :incident took out, the repair that nobody called in yet.
SELECT coalesce((
    SELECT max(r.id) FROM incident i
    JOIN repair r ON r.unit_id = i.swap_unit_id AND r.incident_id = i.id
        AND r.deleted IS NULL AND r.called_at IS NULL
        AND r.finished_at IS NULL
    WHERE i.id = :incident), 0)
