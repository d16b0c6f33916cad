-- How each list comes to the number of the contract (別表1), a row of it each.
WITH line AS (
    SELECT u.segment AS segment, u.model_id AS model_id,
        CASE WHEN coalesce(u.state, '') IN ('管理外', '廃止', '市引渡済')
             THEN 'その他'
             WHEN coalesce(p.ledger_scope, 1) = 0 THEN '対象外'
             ELSE '一覧' END AS part
    FROM unit u
    JOIN model m ON m.id = u.model_id AND m.counted = 1
    LEFT JOIN place p ON p.id = u.place_id
    WHERE u.deleted IS NULL
), sum AS MATERIALIZED (
    SELECT l.segment AS segment, l.model_id AS model_id,
        sum(l.part = '一覧') AS listed, sum(l.part = '対象外') AS outside,
        sum(l.part = 'その他') AS other
    FROM line l GROUP BY l.segment, l.model_id
), named AS MATERIALIZED (
    SELECT c.id AS id, c.list_no AS sort, c.segment AS segment,
        c.dev_label AS device, m.name AS model,
        c.contracted_number AS contracted, coalesce(s.listed, 0) AS listed,
        coalesce(s.outside, 0) AS outside, coalesce(s.other, 0) AS other
    FROM contract_model c
    LEFT JOIN model m ON m.id = c.model_id
    LEFT JOIN sum s ON s.segment = c.segment AND s.model_id = c.model_id
    WHERE c.deleted IS NULL AND coalesce(c.valid_from, 0) <= :last
      AND coalesce(c.valid_to, 99999999) >= :last
    UNION ALL
    SELECT -s.model_id, 900, s.segment, '別表1にない機種', m.name, 0, s.listed,
        s.outside, s.other
    FROM sum s JOIN model m ON m.id = s.model_id
    WHERE NOT EXISTS (
        SELECT 1 FROM contract_model c
        WHERE c.deleted IS NULL AND c.segment = s.segment
          AND c.model_id = s.model_id AND coalesce(c.valid_from, 0) <= :last
          AND coalesce(c.valid_to, 99999999) >= :last)
)
SELECT n.id AS id, n.segment AS segment, n.device AS device, n.model AS model,
       n.contracted AS contracted, n.listed AS listed, n.outside AS outside,
       n.other AS other, n.contracted - n.listed - n.outside - n.other AS diff,
       n.sort AS sort
FROM named n
UNION ALL
SELECT min(-n.id), n.segment, '計', '', sum(n.contracted), sum(n.listed),
       sum(n.outside), sum(n.other),
       sum(n.contracted - n.listed - n.outside - n.other), 999
FROM named n GROUP BY n.segment
