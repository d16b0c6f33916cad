SELECT s.id, s.no, s.name, s.kana, s.address, s.note,
       (SELECT group_concat(name, '、') FROM
          (SELECT d.name FROM dept d
           WHERE d.site_id = s.id AND d.deleted IS NULL ORDER BY d.id))
         AS depts,
       (SELECT count(*) FROM unit u
        JOIN place p ON p.id = u.place_id
        JOIN model m ON m.id = u.model_id
        WHERE p.site_id = s.id AND u.deleted IS NULL AND m.counted = 1)
         AS units,
       s.valid_from, s.valid_to
FROM site s
WHERE s.deleted IS NULL
