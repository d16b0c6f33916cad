-- The one spare that is this case's own; what the broken unit was set to; where
-- it goes.
SELECT (SELECT s.id FROM unit s
        WHERE s.spare_incident_id = i.id AND s.deleted IS NULL
          AND s.spare_state IN ('引当', '持出')
        ORDER BY s.spare_state = '持出' DESC, s.id LIMIT 1) AS spare,
       CASE WHEN i.swap_unit_id IS NULL THEN (
           SELECT p.id FROM place p
           WHERE p.deleted IS NULL AND p.kind = '市管理'
           ORDER BY p.name IS kk_param_text('swap.faulty_place',
                                            kk_today()) DESC, p.id
           LIMIT 1) END AS faulty_to,
       CASE WHEN i.swap_unit_id IS NULL THEN '故障保管' END AS faulty_state,
       u.settings AS settings, u.key_no AS key
FROM incident i
JOIN unit u ON u.id = coalesce(i.swap_unit_id, i.unit_id)
WHERE i.id = :incident
