-- The contract's limits. More than they allow goes only with what was agreed
-- with the city: who, when and where it is written.
-- What counts is how many were not agreed, whichever of them came last: else one
-- dated back would be a way around. Each unit beyond a limit is a fault of its
-- own (beyond), so that an order which is over already takes no more of them; one
-- without units has no part in it.
WITH j AS (
    SELECT j.*,
        kk_param(CASE WHEN j.installs THEN 'install.units'
                      ELSE 'resetup.units' END, j.day) AS most,
        CASE WHEN j.installs THEN j.units
             ELSE (SELECT sum(o.units) FROM job_now o
                   WHERE o.kind = j.kind AND o.fiscal = j.fiscal) END AS used
    FROM job_now j
    WHERE j.id = :id
), beyond(n) AS (
    SELECT used FROM j
    WHERE used > most AND units > 0 AND (installs OR NOT agreed)
    UNION ALL
    SELECT b.n - 1 FROM beyond b JOIN j WHERE b.n - 1 > j.most
)
SELECT 'orders ' || j.fiscal AS key, 'agreed_by' AS "column",
    '設置・撤去は年' || kk_param('install.orders', j.day)
    || '回までです（仕様 5.2.1）。' || j.fiscal || '年度は '
    || (SELECT count(*) FROM job_now o WHERE o.installs AND o.fiscal = j.fiscal)
    || '/' || kk_param('install.orders', j.day)
    || '回になります。市と協議した相手、日時、協議の記録を入れてください' AS words,
    '拒否' AS weight
FROM job_now j
WHERE j.id = :id AND j.installs AND NOT j.agreed
  AND (SELECT count(*) FROM job_now o
       WHERE o.installs AND NOT o.agreed AND o.fiscal = j.fiscal)
      > kk_param('install.orders', j.day)
UNION ALL
SELECT 'units ' || b.n, 'unit',
    '1回の設置・撤去は' || j.most || '台までです（仕様 5.2.1）。' || j.used || '/'
    || j.most || '台になります', '拒否'
FROM j JOIN beyond b
WHERE j.installs
UNION ALL
SELECT 'resetup ' || j.fiscal || ' ' || b.n, 'agreed_by',
    '再セットアップは年' || j.most || '台までです（仕様 5.7.1）。' || j.fiscal
    || '年度は ' || j.used || '/' || j.most
    || '台になります。市と協議した相手、日時、協議の記録を指示に入れてください', '拒否'
FROM j JOIN beyond b
WHERE NOT j.installs
UNION ALL
SELECT 'returned', 'to',
    'だれに返したかがまだ記録されていません（仕様 5.7.2）', '未記録'
FROM job j
WHERE j.id = :id AND j.deleted IS NULL AND j.kind = '再セットアップ'
  AND j.finished_at IS NOT NULL AND j.returned_to IS NULL
UNION ALL
SELECT 'received', 'at',
    '受領が機器の作業 ' || kk_time_text(min(l.done_at)) || ' より後です', '拒否'
FROM job j
JOIN job_line l ON l.job_id = j.id AND l.deleted IS NULL
    AND l.cancelled_at IS NULL
WHERE j.id = :id AND j.deleted IS NULL AND j.kind = '再セットアップ'
HAVING min(l.done_at) < max(j.received_at)
UNION ALL
SELECT 'finished', 'at',
    '完了が機器の作業 ' || kk_time_text(max(l.done_at)) || ' より前です', '拒否'
FROM job j
JOIN job_line l ON l.job_id = j.id AND l.deleted IS NULL
    AND l.cancelled_at IS NULL
WHERE j.id = :id AND j.deleted IS NULL
HAVING max(l.done_at) > max(j.finished_at)
UNION ALL
SELECT 'ordered', 'ordered', '指示日時は空にできません。年の枠はここから数えます', '拒否'
FROM job j WHERE j.id = :id AND j.deleted IS NULL AND j.ordered_at IS NULL
UNION ALL
SELECT 'other:' || u.id, 'unit',
    u.machine_id || ' は別の作業 ' || o.no || ' の途中です', '未記録'
FROM job j
JOIN job_line l ON l.job_id = j.id AND l.deleted IS NULL
    AND l.cancelled_at IS NULL AND l.done_at IS NULL
JOIN unit u ON u.id = l.unit_id
JOIN job_line k ON k.unit_id = u.id AND k.job_id <> j.id
    AND k.deleted IS NULL AND k.cancelled_at IS NULL AND k.done_at IS NULL
JOIN job o ON o.id = k.job_id AND o.deleted IS NULL AND o.finished_at IS NULL
    AND o.cancelled_at IS NULL
WHERE j.id = :id AND j.deleted IS NULL AND j.finished_at IS NULL
  AND j.cancelled_at IS NULL
UNION ALL
SELECT 'order_no ' || o.id, 'order_no',
    '指示番号 ' || j.order_no || ' は ' || o.no || ' ' || o.kind
    || ' にもあります', '注意'
FROM job j
JOIN job o ON o.id <> j.id AND o.deleted IS NULL
    AND kk_ident(o.order_no) = kk_ident(j.order_no)
WHERE j.id = :id AND j.deleted IS NULL
