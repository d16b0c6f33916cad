-- Times of a case, and of its calls, visits and hours, that cannot stand in this
-- order, and what cannot stand together. Only times that people stated are
-- compared, never with the clock. It is asked of every row that an import brings:
-- so each record is read once, and the pairs come to one that breaks any.
--alone
WITH own(key, field, what, at_col, low_what, low_col, since) AS (
    SELECT 'occurred', 'occurred_at', '対応指示', 16, '発生', 14, 12
    UNION ALL SELECT 'received', 'received', '連絡を受けた日時', 15, '発生', 14, 12
    UNION ALL SELECT 'decided', 'onsite_decided_at', '現場作業の判断', 18, '対応指示', 16, 12
    UNION ALL SELECT 'held', 'held_since', '保留', 38, '対応指示', 16, 12
    UNION ALL SELECT 'returned', 'returned_at', '差戻し', 40, '対応指示', 16, 12
    UNION ALL SELECT 'swap', 'swap_at', '交換', 35, '対応指示', 16, 12
    UNION ALL SELECT 'part', 'part_at', '部品交換', 37, '対応指示', 16, 12
    UNION ALL SELECT 'check', 'user_check_at', '利用者確認', 24, '対応指示', 16, 12
    UNION ALL SELECT 'check3', 'user_check_at', '利用者確認', 24, '交換', 35, 12
    UNION ALL SELECT 'check4', 'user_check_at', '利用者確認', 24, '部品交換', 37, 12
    UNION ALL SELECT 'completed', 'completed_at', '対応完了', 25, '対応指示', 16, 12
    UNION ALL SELECT 'completed3', 'completed_at', '対応完了', 25, '利用者確認', 24, 12
    UNION ALL SELECT 'completed4', 'completed_at', '対応完了', 25, '交換', 35, 12
    UNION ALL SELECT 'mail', 'mail_sent_at', '完了メール', 26, '対応完了', 25, 12
    UNION ALL SELECT 'asked', 'asked_at', '保証の照会', 46, '交換', 35, 16
    UNION ALL SELECT 'answered', 'answered_at', '照会の回答', 48, '照会', 46, 16
    UNION ALL SELECT 'pasted', 'handed_at', '市への引渡し', 50, '交換', 35, 16
    UNION ALL SELECT 'shipped', 'shipped_at', '発送', 52, '交換', 35, 16
    UNION ALL SELECT 'ship_back', 'ship_back_at', '返着', 55, '発送', 52, 16
), own_time(id, key, field, what, at, at_col, low_what, low, low_col, since) AS (
    SELECT i.id, o.key, o.field, o.what,
        CASE o.at_col
        WHEN 15 THEN i.received_at
        WHEN 16 THEN i.instructed_at
        WHEN 18 THEN i.onsite_decided_at
        WHEN 24 THEN i.user_check_at
        WHEN 25 THEN i.completed_at
        WHEN 26 THEN i.mail_sent_at
        WHEN 35 THEN i.swap_at
        WHEN 37 THEN i.part_at
        WHEN 38 THEN i.held_since
        WHEN 40 THEN i.returned_at
        WHEN 46 THEN i.asked_at
        WHEN 48 THEN i.answered_at
        WHEN 50 THEN i.handed_at
        WHEN 52 THEN i.shipped_at
        WHEN 55 THEN i.ship_back_at END, o.at_col, o.low_what,
        CASE o.low_col
        WHEN 14 THEN i.occurred_at
        WHEN 16 THEN i.instructed_at
        WHEN 24 THEN i.user_check_at
        WHEN 25 THEN i.completed_at
        WHEN 35 THEN i.swap_at
        WHEN 37 THEN i.part_at
        WHEN 46 THEN i.asked_at
        WHEN 52 THEN i.shipped_at END, o.low_col, o.since
    FROM incident i CROSS JOIN own o
    WHERE i.deleted IS NULL
      AND (i.instructed_at < i.occurred_at OR i.received_at < i.occurred_at
           OR i.onsite_decided_at < i.instructed_at
           OR i.held_since < i.instructed_at OR i.returned_at < i.instructed_at
           OR i.swap_at < i.instructed_at OR i.part_at < i.instructed_at
           OR i.user_check_at < i.instructed_at OR i.user_check_at < i.swap_at
           OR i.user_check_at < i.part_at OR i.completed_at < i.instructed_at
           OR i.completed_at < i.user_check_at OR i.completed_at < i.swap_at
           OR i.mail_sent_at < i.completed_at OR i.asked_at < i.swap_at
           OR i.answered_at < i.asked_at OR i.handed_at < i.swap_at
           OR i.shipped_at < i.swap_at OR i.ship_back_at < i.shipped_at)
), of_visit(key, field, what, at_col, low_what, low_tab, low_col) AS (
    SELECT 'told', 'told_at', '現地への連絡', 6, '対応指示', 13, 16
    UNION ALL SELECT 'planned', 'planned_at', '訪問予定', 7, '対応指示', 13, 16
    UNION ALL SELECT 'arrived', 'arrived_at', '到着', 8, '対応指示', 13, 16
    UNION ALL SELECT 'started', 'started_at', '着手', 9, '対応指示', 13, 16
    UNION ALL SELECT 'started2', 'started_at', '着手', 9, '到着', 15, 8
    UNION ALL SELECT 'left', 'left_at', '撤収', 10, '到着', 15, 8
    UNION ALL SELECT 'left2', 'left_at', '撤収', 10, '着手', 15, 9
), visit_time(id, visit, key, field, what, at, at_col, low_what, low, low_tab,
    low_row, low_col) AS (
    SELECT i.id, v.id, o.key || ' ' || v.id, o.field, o.what,
        CASE o.at_col
        WHEN 6 THEN v.told_at
        WHEN 7 THEN v.planned_at
        WHEN 8 THEN v.arrived_at
        WHEN 9 THEN v.started_at
        WHEN 10 THEN v.left_at END, o.at_col, o.low_what,
        CASE o.low_col WHEN 16 THEN i.instructed_at WHEN 8 THEN v.arrived_at
        WHEN 9 THEN v.started_at END, o.low_tab,
        CASE o.low_tab WHEN 13 THEN i.id ELSE v.id END, o.low_col
    FROM incident i JOIN visit v ON v.incident_id = i.id CROSS JOIN of_visit o
    WHERE v.deleted IS NULL
      AND (i.deleted IS NULL OR o.low_tab = 15)
      AND (v.told_at < i.instructed_at OR v.planned_at < i.instructed_at
           OR v.arrived_at < i.instructed_at OR v.started_at < i.instructed_at
           OR v.started_at < v.arrived_at OR v.left_at < v.arrived_at
           OR v.left_at < v.started_at)
), first(key, field, what, at_col) AS (
    SELECT 'swap2', 'swap_at', '交換', 35
    UNION ALL SELECT 'part2', 'part_at', '部品交換', 37
    UNION ALL SELECT 'check2', 'user_check_at', '利用者確認', 24
    UNION ALL SELECT 'completed2', 'completed_at', '対応完了', 25
), apart(key, field, words, a_col, b_col) AS (
    SELECT 'unit_swapped', 'unit', '交換を記録した後で機器は変えられません。先に交換を取り消してください', 33, 4
    UNION ALL SELECT 'swap_self', 'spare', '故障機そのものです', 34, 33
    UNION ALL SELECT 'onsite_no', 'onsite', '現場での着手か交換の記録があるので、現場作業なしにはできません', 17, 33
    UNION ALL SELECT 'onsite_no', 'onsite', '現場での着手か交換の記録があるので、現場作業なしにはできません', 17, 37
    UNION ALL SELECT 'returned_swap', 'returned_at', '交換した案件は差し戻せません。交換を取り消すか、完了にしてください', 40, 33
    UNION ALL SELECT 'returned_swap', 'returned_at', '交換した案件は差し戻せません。交換を取り消すか、完了にしてください', 40, 37
), f(id, key, field, what, at, low_what, low, since, tab, at_row, at_col,
    low_tab, low_row, low_col) AS (
    SELECT id, key, field, what, at, low_what, low, since, 13, id, at_col, 13, id,
        low_col
    FROM own_time WHERE at < low
    UNION ALL
    SELECT id, key, field, what, at, low_what, low, 12, 15, visit, at_col,
        low_tab, low_row, low_col
    FROM visit_time WHERE at < low
    UNION ALL
    SELECT i.id, 'contact ' || c.id, 'at', c.to_kind || 'への連絡', c.at,
        '対応指示', i.instructed_at, 12, 14, c.id, 5, 13, i.id, 16
    FROM incident i JOIN contact c ON c.incident_id = i.id
    WHERE i.deleted IS NULL AND c.deleted IS NULL AND c.to_kind <> '市'
        AND c.at < i.instructed_at
    UNION ALL
    SELECT i.id, 'work ' || w.id, 'from', '作業の開始', w.from_at, '対応指示',
        i.instructed_at, 12, 16, w.id, 5, 13, i.id, 16
    FROM incident i JOIN work w ON w.incident_id = i.id
    WHERE i.deleted IS NULL AND w.deleted IS NULL AND w.from_at < i.instructed_at
    UNION ALL
    -- Of several visits the one that began first.
    SELECT i.id, o.key, o.field, o.what,
        CASE o.at_col WHEN 35 THEN i.swap_at WHEN 37 THEN i.part_at
        WHEN 24 THEN i.user_check_at WHEN 25 THEN i.completed_at END,
        '最初の着手', s.started_at, 16, 13, i.id, o.at_col, 15, s.id, 9
    FROM incident i
    JOIN visit s ON s.incident_id = i.id AND s.deleted IS NULL
        AND s.started_at > min(ifnull(i.swap_at, s.started_at),
                               ifnull(i.part_at, s.started_at),
                               ifnull(i.user_check_at, s.started_at),
                               ifnull(i.completed_at, s.started_at))
    CROSS JOIN first o
    WHERE i.deleted IS NULL
        AND coalesce(i.swap_at, i.part_at, i.user_check_at, i.completed_at)
            IS NOT NULL
        AND CASE o.at_col WHEN 35 THEN i.swap_at WHEN 37 THEN i.part_at
            WHEN 24 THEN i.user_check_at WHEN 25 THEN i.completed_at END
            < s.started_at
        AND NOT EXISTS (SELECT 1 FROM visit o
                        WHERE o.incident_id = i.id AND o.deleted IS NULL
                            AND (o.started_at, o.id) < (s.started_at, s.id))
    UNION ALL
    SELECT i.id, 'completed5', 'completed_at', '対応完了', i.completed_at,
        '現地への連絡', c.at, 16, 13, i.id, 25, 14, c.id, 5
    FROM incident i
    JOIN contact c ON c.incident_id = i.id AND c.deleted IS NULL
        AND c.to_kind = '現場' AND c.reached = 1
    WHERE i.deleted IS NULL AND i.completed_at IS NOT NULL
        AND i.completed_at < c.at
        AND NOT EXISTS (SELECT 1 FROM contact o
                        WHERE o.incident_id = i.id AND o.deleted IS NULL
                            AND o.to_kind = '現場' AND o.reached = 1
                            AND (o.at, o.id) < (c.at, c.id))
), h(id, key, field, words, a_tab, a_row, a_col, b_tab, b_row, b_col) AS (
    -- Whoever leaves was there; what says so stands in either of two cells.
    SELECT v.incident_id, 'left3 ' || v.id, 'left_at',
        '到着か着手の記録がない訪問は撤収にできません',
        15, v.id, 10, 15, v.id, b.value
    FROM visit v CROSS JOIN (SELECT 8 AS value UNION ALL SELECT 9) b
    WHERE v.deleted IS NULL AND v.left_at IS NOT NULL
        AND v.arrived_at IS NULL AND v.started_at IS NULL
    UNION ALL
    SELECT i.id, p.key, p.field, p.words, 13, i.id, p.a_col, 13, i.id, p.b_col
    FROM incident i
    CROSS JOIN apart p
    WHERE i.deleted IS NULL
        AND coalesce(i.swap_unit_id, i.part_at) IS NOT NULL
        AND CASE p.key WHEN 'unit_swapped' THEN i.swap_unit_id <> i.unit_id
            WHEN 'swap_self' THEN i.swap_spare_id = i.swap_unit_id
            WHEN 'onsite_no' THEN i.onsite = 'no'
            WHEN 'returned_swap' THEN i.returned_at IS NOT NULL END
    UNION ALL
    SELECT i.id, 'onsite_no', 'onsite',
        '現場での着手か交換の記録があるので、現場作業なしにはできません',
        13, i.id, 17, 15, v.id, 9
    FROM incident i JOIN visit v ON v.incident_id = i.id
    WHERE i.deleted IS NULL AND v.deleted IS NULL AND i.onsite = 'no'
        AND v.started_at IS NOT NULL
)
SELECT id AS "row", key, field AS "column",
    what || ' ' || kk_time_long(at) || ' が' || low_what || ' '
    || kk_time_long(low) || ' より前です。時刻を確かめてください' AS words,
    since, tab AS a_tab, at_row AS a_row, at_col AS a_col,
    low_tab AS b_tab, low_row AS b_row, low_col AS b_col
FROM f
UNION ALL
SELECT id, key, field, words, 16, a_tab, a_row, a_col, b_tab, b_row, b_col
FROM h
