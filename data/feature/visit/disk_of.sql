-- Whose disk a maker replaced: the control PC that counts as one unit with the
-- case's scanner, else the case's own; its desk; a repair that is open for it.
SELECT u.id, m.desk_id,
       (SELECT max(r.id) FROM repair r
        WHERE r.unit_id = u.id AND r.incident_id = i.id AND r.deleted IS NULL
          AND r.finished_at IS NULL)
FROM incident i
JOIN unit s ON s.id = i.unit_id
LEFT JOIN model sm ON sm.id = s.model_id
JOIN unit u ON u.id = coalesce(
    CASE WHEN sm.dev_type = '打番スキャナ' THEN (
        SELECT c.id FROM unit c JOIN model cm ON cm.id = c.model_id
        WHERE (c.id = s.pair_id OR c.pair_id = s.id) AND c.deleted IS NULL
          AND cm.dev_type = '打番スキャナ制御PC'
        ORDER BY c.id LIMIT 1) END, s.id)
LEFT JOIN model m ON m.id = u.model_id
WHERE i.id = :incident
