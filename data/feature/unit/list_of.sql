-- What stands at the place (and department) that the form names.
SELECT u.id AS id, u.machine_id AS machine_id, m.short AS model,
       u.role AS role, p.name AS place, d.name AS dept, u.state AS state,
       (SELECT i.no FROM incident i
        WHERE i.unit_id = u.id AND i.deleted IS NULL
          AND i.completed_at IS NULL AND i.returned_at IS NULL
        ORDER BY i.instructed_at DESC LIMIT 1) AS trouble,
       u.segment AS segment, u.serial AS serial, s.no AS site_no,
       m.dev_type AS dev_type, u.spare_state AS spare_state,
       u.key_no AS key, u.warranty_until AS warranty_until,
       r.kind || ' ' || r.version AS media, u.settings AS settings,
       u.note AS note, m.counted AS counted, o.machine_id AS pair,
       u.place_id AS place_id
FROM unit u
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = u.dept_id
LEFT JOIN media_release r ON r.id = u.image_release_id
LEFT JOIN unit o ON o.id = u.pair_id
WHERE u.deleted IS NULL
  AND (:place IS NULL OR u.place_id = :place)
  AND (:dept IS NULL OR u.dept_id = :dept)
