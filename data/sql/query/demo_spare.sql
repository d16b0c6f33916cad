-- The best spare for a unit: same model, same role and newest image first.
SELECT s.machine_id FROM unit u JOIN unit s ON s.model_id = u.model_id
LEFT JOIN media_release r ON r.id = s.image_release_id
WHERE u.machine_id = :unit AND s.spare_state = '使用可' AND s.deleted IS NULL
ORDER BY s.role IS NOT u.role, r.version DESC, s.machine_id LIMIT 1
