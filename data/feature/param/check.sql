-- Two rows of a condition that begin on the same day.
SELECT 'double' AS key, 'valid_from' AS "column",
    '同じ日から始まる ' || p.key || ' の行がもうあります。「契約条件を訂正」で'
    || '直してください' AS words,
    '拒否' AS weight, NULL AS "into",
    'valid_from contract_param:' || min(o.id) || ':valid_from' AS meets
FROM contract_param p
JOIN contract_param o ON o.key = p.key AND o.valid_from IS p.valid_from
    AND o.deleted IS NULL AND o.id <> p.id
WHERE p.id = :id AND p.deleted IS NULL
GROUP BY p.id
