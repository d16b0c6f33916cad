-- What a unit is found by. The first two parts are its exact keys.
SELECT u.machine_id, u.serial, m.name, m.short, m.kana, m.dev_type,
       s.name, s.kana, p.name, d.name, d.kana, u.segment, u.role, u.state,
       u.spare_state
FROM unit u
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = u.dept_id
WHERE u.id = :id AND u.deleted IS NULL
