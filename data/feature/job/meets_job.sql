-- The contract's limits (check.sql), broken by copies that did not know of each
-- other: what is too much, next to the newest that another node brought and what
-- came after.
-- The contract's year begins in April.
WITH j AS (
    SELECT j.id, j.kind, j.ordered_at, (j.ordered_at + 32400) / 86400 AS day,
        strftime('%Y', j.ordered_at + 32400, 'unixepoch', '-3 months') AS fiscal,
        j.agreed_by IS NOT NULL AND j.agreed_at IS NOT NULL
            AND j.agreed_ref IS NOT NULL AS agreed
    FROM job j
    WHERE j.deleted IS NULL AND j.cancelled_at IS NULL
), y AS (
    SELECT j.id, j.agreed, j.fiscal, j.day,
        row_number() OVER (PARTITION BY j.fiscal
                           ORDER BY j.ordered_at, j.id) AS nth,
        row_number() OVER (PARTITION BY j.fiscal ORDER BY j.id) AS made
    FROM j
    WHERE j.kind IN ('設置', '撤去') AND NOT j.agreed
), l AS (
    -- Displays beyond the number of PCs are units of their own, as in job_now.
    SELECT l.id, l.job_id, j.kind, j.agreed, j.fiscal, j.day,
        sum(m.counted IS NOT 0) OVER w
        + max(0, sum(m.counted IS 0 AND m.dev_type IS 'ディスプレイ') OVER w
                 - sum(m.dev_type IS 'パソコン') OVER w) AS made,
        sum(m.counted IS NOT 0) OVER (PARTITION BY j.kind, j.fiscal
                                      ORDER BY l.id) AS made_year
    FROM job_line l
    JOIN j ON j.id = l.job_id
    JOIN unit u ON u.id = l.unit_id
    LEFT JOIN model m ON m.id = u.model_id
    WHERE l.deleted IS NULL AND l.cancelled_at IS NULL
    WINDOW w AS (PARTITION BY l.job_id ORDER BY l.id)
), k AS (
    -- Those that made it one unit more.
    SELECT * FROM (SELECT l.*, l.made - coalesce(lag(l.made) OVER (
                       PARTITION BY l.job_id ORDER BY l.id), 0) AS more FROM l)
    WHERE more > 0
), most AS (
    SELECT p.id, p.key, CAST(p.value AS INTEGER) AS value,
        coalesce(p.valid_from, 0) AS day
    FROM contract_param p
    WHERE p.deleted IS NULL
), y_of AS (
    SELECT y.*, coalesce(
        (SELECT m.value FROM most m WHERE m.key = 'install.orders' AND m.day <= y.day
         ORDER BY m.day DESC, m.id DESC LIMIT 1),
        (SELECT m.value FROM most m WHERE m.key = 'install.orders'
         ORDER BY m.day, m.id DESC LIMIT 1)) AS most
    FROM y
), k_of AS (
    SELECT k.*, coalesce(
        (SELECT m.value FROM most m WHERE m.key = 'install.units' AND m.day <= k.day
         ORDER BY m.day DESC, m.id DESC LIMIT 1),
        (SELECT m.value FROM most m WHERE m.key = 'install.units'
         ORDER BY m.day, m.id DESC LIMIT 1)) AS most,
    coalesce(
        (SELECT m.value FROM most m WHERE m.key = 'resetup.units' AND m.day <= k.day
         ORDER BY m.day DESC, m.id DESC LIMIT 1),
        (SELECT m.value FROM most m WHERE m.key = 'resetup.units'
         ORDER BY m.day, m.id DESC LIMIT 1)) AS most_year
    FROM k
), wrote AS NOT MATERIALIZED (
    SELECT c.tab AS tab, c.row AS "row", x.node AS node
    FROM change c
    JOIN entry e ON e.arrival = c.entry
    JOIN writer x ON x.writer = e.writer
    WHERE c.col = 0
)
SELECT y.id AS "row", 'orders' AS key, 'agreed_by' AS "column",
    '設置・撤去が年' || y.most || '回を超えています（仕様 5.2.1）' AS words,
    16 AS since, 21 AS a_tab, y.id AS a_row, 5 AS a_col,
    21 AS b_tab, o.id AS b_row, 5 AS b_col
FROM y_of y
JOIN y o ON o.fiscal = y.fiscal AND o.id <> y.id
WHERE y.nth > y.most AND y.most > 0
  AND o.id >= (SELECT max(b.id) FROM y b
               JOIN wrote w ON w.tab = 21 AND w."row" = b.id
               JOIN wrote m ON m.tab = 21 AND m."row" = y.id
               WHERE b.fiscal = y.fiscal AND w.node IS NOT m.node)
UNION ALL
SELECT k.job_id, 'units', 'unit',
    '1回の設置・撤去の' || k.most || '台を超えています（仕様 5.2.1）',
    16, 22, k.id, 3, 22, o.id, 3
FROM k_of k
JOIN k o ON o.job_id = k.job_id AND o.id <> k.id
WHERE k.kind IN ('設置', '撤去') AND k.made > k.most AND k.most > 0
  AND o.id >= (SELECT max(b.id) FROM k b
               JOIN wrote w ON w.tab = 22 AND w."row" = b.id
               JOIN wrote m ON m.tab = 22 AND m."row" = k.id
               WHERE b.job_id = k.job_id AND w.node IS NOT m.node)
UNION ALL
SELECT k.job_id, 'resetup', 'agreed_by',
    '再セットアップの年' || k.most_year || '台を超えています（仕様 5.7.1）',
    16, 22, k.id, 3, 22, o.id, 3
FROM k_of k
JOIN k o ON o.kind = k.kind AND o.fiscal = k.fiscal AND o.id <> k.id
WHERE k.kind = '再セットアップ' AND NOT k.agreed
  AND k.made_year > k.most_year AND k.most_year > 0
  AND o.id >= (SELECT max(b.id) FROM k b
               JOIN wrote w ON w.tab = 22 AND w."row" = b.id
               JOIN wrote m ON m.tab = 22 AND m."row" = k.id
               WHERE b.kind = k.kind AND b.fiscal = k.fiscal
                 AND w.node IS NOT m.node)
