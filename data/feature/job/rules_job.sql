SELECT id AS "row", 'received' AS key, 'received_at' AS "column",
    '受領が指示より前です' AS words, 12 AS since,
    21 AS a_tab, id AS a_row, 5 AS a_col, 21 AS b_tab, id AS b_row, 6 AS b_col
FROM job
WHERE deleted IS NULL AND received_at < ordered_at
UNION ALL
SELECT j.id, 'colour:' || u.id, 'unit',
    u.machine_id || ' ' || m.short || ' カラーレーザープリンタは設置・撤去の'
    || '対象外です（仕様 5.2.1）', 16, 22, l.id, 3, 21, j.id, 2
FROM job j
JOIN job_line l ON l.job_id = j.id AND l.deleted IS NULL
    AND l.cancelled_at IS NULL
JOIN unit u ON u.id = l.unit_id
JOIN model m ON m.id = u.model_id
WHERE j.deleted IS NULL AND j.kind IN ('設置', '撤去')
  AND m.dev_type = 'カラーレーザー'
UNION ALL
SELECT l.job_id, 'twice:' || l.unit_id, 'unit',
    u.machine_id || ' はこの作業にもうあります', 16, 22, l.id, 3, 22, o.id, 3
FROM job_line l
JOIN job_line o ON o.job_id = l.job_id AND o.unit_id = l.unit_id
    AND o.id <> l.id AND o.deleted IS NULL AND o.cancelled_at IS NULL
JOIN unit u ON u.id = l.unit_id
WHERE l.deleted IS NULL AND l.cancelled_at IS NULL
UNION ALL
-- An order that the city took back is none on which work was done.
SELECT j.id, 'cancelled ' || l.id, 'cancelled_at',
    coalesce(u.machine_id, '') || ' の作業が済んでいる指示は取りやめられません。'
    || '済んだものは残り、まだの機器を「作業から機器を外す」で外します',
    29, 21, j.id, 15, 22, l.id, CASE WHEN l.done_at IS NULL THEN 10 ELSE 8 END
FROM job j
JOIN job_line l ON l.job_id = j.id AND l.deleted IS NULL
    AND l.cancelled_at IS NULL
    AND (l.done_at IS NOT NULL OR l.setup_at IS NOT NULL)
LEFT JOIN unit u ON u.id = l.unit_id
WHERE j.deleted IS NULL AND j.cancelled_at IS NOT NULL
UNION ALL
SELECT id, 'cancelled', 'cancelled_at', '終わった作業は取りやめられません', 29,
    21, id, 15, 21, id, 8
FROM job
WHERE deleted IS NULL AND cancelled_at IS NOT NULL AND finished_at IS NOT NULL
UNION ALL
SELECT id, 'cancelled_early', 'cancelled_at', '取りやめが指示より前です', 29,
    21, id, 5, 21, id, 15
FROM job
WHERE deleted IS NULL AND cancelled_at < ordered_at
