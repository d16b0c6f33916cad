SELECT s.id, s.no, s.name, s.kana, s.address, s.note, s.valid_from, s.valid_to,
       (SELECT group_concat(name, '、') FROM
          (SELECT name FROM place WHERE site_id = s.id AND deleted IS NULL
           ORDER BY id)) AS places,
       (SELECT group_concat(name, '、') FROM
          (SELECT name FROM dept WHERE site_id = s.id AND deleted IS NULL
           ORDER BY id)) AS depts
FROM site s WHERE s.id = :id
