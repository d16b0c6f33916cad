-- The one spare that is this case's own; what the broken unit was set to.
SELECT (SELECT s.id FROM unit s
        WHERE s.spare_incident_id = i.id AND s.deleted IS NULL
          AND s.spare_state IN ('引当', '持出')
        ORDER BY s.spare_state = '持出' DESC, s.id LIMIT 1) AS spare,
       u.settings AS settings, u.key_no AS key
FROM incident i
JOIN unit u ON u.id = coalesce(i.swap_unit_id, i.unit_id)
WHERE i.id = :incident
