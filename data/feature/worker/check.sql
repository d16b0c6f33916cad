SELECT 'double' AS key, 'name' AS "column",
    '同じ氏名の従事者がもう名簿にいます。区別できる氏名にするか、「従事者を訂正」で'
    || '変えてください' AS words,
    '拒否' AS weight, NULL AS "into",
    'name person:' || min(o.id) || ':name' AS meets
FROM person p
JOIN person o ON o.id <> p.id AND o.deleted IS NULL AND o.org = '受託者'
    AND kk_fold(o.name) = kk_fold(p.name)
    AND coalesce(o.roster_to, 99999999) >= (SELECT max(day) FROM roster_day)
WHERE p.id = :id AND p.deleted IS NULL AND p.org = '受託者'
    AND coalesce(p.roster_to, 99999999) >= (SELECT max(day) FROM roster_day)
GROUP BY p.id
UNION ALL
SELECT 'term', 'to', '終了が開始より前です', '拒否', NULL,
    'roster_from roster_to'
FROM person
WHERE id = :id AND deleted IS NULL AND roster_to < roster_from
UNION ALL
SELECT 'appointed', 'role',
    p.role || 'は「責任者を選任」で決めます（いつからかが残ります）', '拒否',
    NULL, 'role'
FROM person p
WHERE p.id = :id AND p.deleted IS NULL
    AND EXISTS (SELECT 1 FROM appointment a
                WHERE a.role = p.role AND a.deleted IS NULL
                    AND a.person_id <> p.id)
UNION ALL
SELECT 'from', 'from', '名簿開始のない従事者は名簿にいません。日付を入れてください',
    '拒否', NULL, 'roster_from'
FROM person
WHERE id = :id AND deleted IS NULL AND org = '受託者' AND roster_from IS NULL
