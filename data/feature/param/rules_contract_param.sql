-- Two rows of a condition that begin on the same day.
SELECT p.id AS "row", 'double:' || o.id AS key, 'valid_from' AS "column",
    '同じ日から始まる ' || p.key || ' の行がもうあります。「契約条件を訂正」で'
    || '直してください' AS words, 12 AS since,
    1 AS a_tab, p.id AS a_row, 5 AS a_col,
    1 AS b_tab, o.id AS b_row, 5 AS b_col
FROM contract_param p
JOIN contract_param o ON o.key = p.key AND o.valid_from IS p.valid_from
    AND o.deleted IS NULL AND o.id <> p.id
WHERE p.deleted IS NULL
