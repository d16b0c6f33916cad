-- Where the model's desk and its disk were not told otherwise; a spare that
-- broke is no spare any more (§5.1.2).
SELECT 'repair', r.id, 'desk_id', m.desk_id
FROM repair r JOIN unit u ON u.id = r.unit_id JOIN model m ON m.id = u.model_id
WHERE r.id = :id AND r.desk_id IS NULL AND m.desk_id IS NOT NULL
UNION ALL
SELECT 'repair', r.id, 'erase_needed',
    CASE WHEN r.part IS NULL THEN m.flow_class = 'P'
         ELSE EXISTS (SELECT 1 FROM disk_word d
                      WHERE instr(kk_fold(r.part), kk_fold(d.word)) > 0)
    END
FROM repair r JOIN unit u ON u.id = r.unit_id JOIN model m ON m.id = u.model_id
WHERE r.id = :id AND r.erase_needed IS NULL
UNION ALL
SELECT 'unit', u.id, c.col, c.val
FROM repair r JOIN unit u ON u.id = r.unit_id
JOIN (SELECT 'state' AS col, '故障保管' AS val
      UNION ALL SELECT 'spare_state', NULL
      UNION ALL SELECT 'spare_incident_id', NULL) c
WHERE r.id = :id AND r.part IS NULL AND u.state IN ('予備', '保管')
