SELECT u.id AS id, u.machine_id AS machine_id, m.short AS model,
       u.role AS role, p.name AS place, d.name AS dept, u.state AS state,
       (SELECT max(i.no) FROM incident i
        WHERE i.unit_id = u.id AND i.deleted IS NULL
          AND i.completed_at IS NULL AND i.returned_at IS NULL) AS trouble,
       u.segment AS segment, u.serial AS serial, s.no AS site_no,
       m.dev_type AS dev_type, u.spare_state AS spare_state,
       u.key_no AS key, u.warranty_until AS warranty_until,
       r.kind || ' ' || r.version AS media, u.settings AS settings,
       u.note AS note, m.counted AS counted, o.machine_id AS pair,
       u.place_id AS place_id,
       CASE WHEN EXISTS (SELECT 1 FROM incident i
                         WHERE i.unit_id = u.id AND i.deleted IS NULL
                           AND i.completed_at IS NULL
                           AND i.returned_at IS NULL)
            THEN '障害'
            ELSE CASE u.state WHEN '稼働中' THEN '稼働'
                              WHEN '故障保管' THEN '故障'
                              WHEN '修理中' THEN '修理'
                              ELSE u.state END END AS now
--prefix
       , k.key AS kk_prefix
--end
--match
       , search.rowid AS kk_match
--end
FROM unit u
--prefix
-- The first of its keys that hits, so that a unit comes once.
JOIN unit_key k ON k.unit = u.id AND k.key >= :fold AND k.key < :fold_hi
    AND NOT EXISTS (SELECT 1 FROM unit_key o WHERE o.unit = k.unit
                    AND o.key >= :fold AND o.key < k.key)
--end
--match
JOIN search ON search.rowid = u.id AND search.text MATCH :match
    AND NOT EXISTS (SELECT 1 FROM unit_key o WHERE o.unit = u.id
                    AND o.key >= :fold AND o.key < :fold_hi)
--end
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = u.dept_id
LEFT JOIN media_release r ON r.id = u.image_release_id
LEFT JOIN unit o ON o.id = u.pair_id
WHERE u.deleted IS NULL
