-- R46-R49: every counted unit, in use or stored, except where the city itself
-- keeps the record (No.32). A unit without a place is listed: it is a fault to
-- be put right, not a unit that may be left out.
SELECT u.id AS id, u.segment AS segment, u.machine_id AS machine_id,
       m.dev_type AS dev_type, m.name AS model, u.serial AS serial,
       s.no AS site_no, p.name AS place, d.name AS dept, u.role AS role,
       u.state AS state, o.machine_id AS pair, o.serial AS pair_serial,
       u.key_no AS key, r.kind || ' ' || r.version AS media,
       u.warranty_until AS warranty_until, u.note AS note,
       coalesce(s.no, 99) AS sort
FROM unit u
JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = u.dept_id
LEFT JOIN media_release r ON r.id = u.image_release_id
LEFT JOIN unit o ON o.id = (
    SELECT x.id FROM unit x
    WHERE x.deleted IS NULL AND x.id <> u.id
      AND (x.id = u.pair_id OR x.pair_id = u.id)
    ORDER BY x.id LIMIT 1)
WHERE u.deleted IS NULL AND m.counted = 1
  AND coalesce(p.ledger_scope, 1) = 1
  AND coalesce(u.state, '') NOT IN ('管理外', '廃止', '市引渡済')
  AND (:segment IS NULL OR u.segment = :segment)
