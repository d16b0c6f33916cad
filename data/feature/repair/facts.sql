-- The facts of steps.csv for one repair.
SELECT '-' AS flow_class, NULL AS dev_type,
    coalesce(r.erase_needed, 0) AS erase,
    m.flow_class = 'P' AS image,
    r.called_at AS called, r.visit_at AS planned, r.erased_at AS erased,
    r.rebuilt_at AS rebuilt, r.finished_at AS finished
FROM repair r
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN model m ON m.id = u.model_id
WHERE r.id = :id
