SELECT 'roster' AS key, 'worker' AS "column",
    p.name || ' は' || kk_day_text(a.from_day) || 'に従事者名簿にいません。'
    || '先に名簿に加えてください' AS words, '拒否' AS weight
FROM appointment a
JOIN person p ON p.id = a.person_id
WHERE a.id = :id AND a.deleted IS NULL
  AND (p.deleted IS NOT NULL OR p.org <> '受託者'
       OR coalesce(p.roster_from, 99999999) > a.from_day
       OR p.roster_to < a.from_day)
UNION ALL
SELECT 'before', 'from', '履行期間の外です', '注意'
FROM appointment a
WHERE a.id = :id AND a.deleted IS NULL
  AND NOT EXISTS (SELECT 1 FROM contract_param t
                  WHERE t.deleted IS NULL AND t."key" = 'contract.name'
                    AND a.from_day BETWEEN t.valid_from AND t.valid_to)
