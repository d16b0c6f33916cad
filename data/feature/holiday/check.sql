SELECT 'double' AS key, 'date' AS "column",
    'その日はもう登録されています。「休日を訂正」で変えてください' AS words,
    '拒否' AS weight, NULL AS "into",
    'date holiday:' || min(o.id) || ':date' AS meets
FROM holiday h
JOIN holiday o ON o.date = h.date AND o.deleted IS NULL AND o.id <> h.id
WHERE h.id = :id AND h.deleted IS NULL
GROUP BY h.id
