-- Times of a case, and of its calls, visits and hours, that cannot stand in this
-- order, and what cannot stand together. Only times that people stated are
-- compared, never with the clock.
WITH f(id, key, field, what, at, low_what, low, tab, at_row, at_col, low_tab,
    low_row, low_col) AS (
    SELECT id, 'occurred', 'occurred_at', '対応指示', instructed_at, '発生',
        occurred_at, 13, id, 16, 13, id, 14
    FROM incident WHERE deleted IS NULL AND instructed_at < occurred_at
    UNION ALL
    SELECT id, 'received', 'received', '連絡を受けた日時', received_at, '発生',
        occurred_at, 13, id, 15, 13, id, 14
    FROM incident WHERE deleted IS NULL AND received_at < occurred_at
    UNION ALL
    SELECT id, 'decided', 'onsite_decided_at', '現場作業の判断', onsite_decided_at, '対応指示',
        instructed_at, 13, id, 18, 13, id, 16
    FROM incident WHERE deleted IS NULL AND onsite_decided_at < instructed_at
    UNION ALL
    SELECT id, 'held', 'held_since', '保留', held_since, '対応指示',
        instructed_at, 13, id, 38, 13, id, 16
    FROM incident WHERE deleted IS NULL AND held_since < instructed_at
    UNION ALL
    SELECT id, 'returned', 'returned_at', '差戻し', returned_at, '対応指示',
        instructed_at, 13, id, 40, 13, id, 16
    FROM incident WHERE deleted IS NULL AND returned_at < instructed_at
    UNION ALL
    SELECT id, 'swap', 'swap_at', '交換', swap_at, '対応指示',
        instructed_at, 13, id, 35, 13, id, 16
    FROM incident WHERE deleted IS NULL AND swap_at < instructed_at
    UNION ALL
    SELECT id, 'part', 'part_at', '部品交換', part_at, '対応指示',
        instructed_at, 13, id, 37, 13, id, 16
    FROM incident WHERE deleted IS NULL AND part_at < instructed_at
    UNION ALL
    SELECT id, 'check', 'user_check_at', '利用者確認', user_check_at, '対応指示',
        instructed_at, 13, id, 24, 13, id, 16
    FROM incident WHERE deleted IS NULL AND user_check_at < instructed_at
    UNION ALL
    SELECT id, 'check3', 'user_check_at', '利用者確認', user_check_at, '交換',
        swap_at, 13, id, 24, 13, id, 35
    FROM incident WHERE deleted IS NULL AND user_check_at < swap_at
    UNION ALL
    SELECT id, 'check4', 'user_check_at', '利用者確認', user_check_at, '部品交換',
        part_at, 13, id, 24, 13, id, 37
    FROM incident WHERE deleted IS NULL AND user_check_at < part_at
    UNION ALL
    SELECT id, 'completed', 'completed_at', '対応完了', completed_at, '対応指示',
        instructed_at, 13, id, 25, 13, id, 16
    FROM incident WHERE deleted IS NULL AND completed_at < instructed_at
    UNION ALL
    SELECT id, 'completed3', 'completed_at', '対応完了', completed_at, '利用者確認',
        user_check_at, 13, id, 25, 13, id, 24
    FROM incident WHERE deleted IS NULL AND completed_at < user_check_at
    UNION ALL
    SELECT id, 'completed4', 'completed_at', '対応完了', completed_at, '交換',
        swap_at, 13, id, 25, 13, id, 35
    FROM incident WHERE deleted IS NULL AND completed_at < swap_at
    UNION ALL
    SELECT id, 'mail', 'mail_sent_at', '完了メール', mail_sent_at, '対応完了',
        completed_at, 13, id, 26, 13, id, 25
    FROM incident WHERE deleted IS NULL AND mail_sent_at < completed_at
    UNION ALL
    SELECT i.id, 'contact ' || c.id, 'at', c.to_kind || 'への連絡', c.at,
        '対応指示', i.instructed_at, 14, c.id, 5, 13, i.id, 16
    FROM incident i JOIN contact c ON c.incident_id = i.id
    WHERE i.deleted IS NULL AND c.deleted IS NULL AND c.to_kind <> '市'
        AND c.at < i.instructed_at
    UNION ALL
    SELECT i.id, 'told ' || v.id, 'told_at', '現地への連絡', v.told_at, '対応指示',
        i.instructed_at, 15, v.id, 6, 13, i.id, 16
    FROM incident i JOIN visit v ON v.incident_id = i.id
    WHERE i.deleted IS NULL AND v.deleted IS NULL
        AND v.told_at < i.instructed_at
    UNION ALL
    SELECT i.id, 'planned ' || v.id, 'planned_at', '訪問予定', v.planned_at, '対応指示',
        i.instructed_at, 15, v.id, 7, 13, i.id, 16
    FROM incident i JOIN visit v ON v.incident_id = i.id
    WHERE i.deleted IS NULL AND v.deleted IS NULL
        AND v.planned_at < i.instructed_at
    UNION ALL
    SELECT i.id, 'arrived ' || v.id, 'arrived_at', '到着', v.arrived_at, '対応指示',
        i.instructed_at, 15, v.id, 8, 13, i.id, 16
    FROM incident i JOIN visit v ON v.incident_id = i.id
    WHERE i.deleted IS NULL AND v.deleted IS NULL
        AND v.arrived_at < i.instructed_at
    UNION ALL
    SELECT i.id, 'started ' || v.id, 'started_at', '着手', v.started_at, '対応指示',
        i.instructed_at, 15, v.id, 9, 13, i.id, 16
    FROM incident i JOIN visit v ON v.incident_id = i.id
    WHERE i.deleted IS NULL AND v.deleted IS NULL
        AND v.started_at < i.instructed_at
    UNION ALL
    SELECT incident_id, 'started2 ' || id, 'started_at', '着手', started_at, '到着',
        arrived_at, 15, id, 9, 15, id, 8
    FROM visit WHERE deleted IS NULL AND started_at < arrived_at
    UNION ALL
    SELECT incident_id, 'left ' || id, 'left_at', '撤収', left_at, '到着',
        arrived_at, 15, id, 10, 15, id, 8
    FROM visit WHERE deleted IS NULL AND left_at < arrived_at
    UNION ALL
    SELECT incident_id, 'left2 ' || id, 'left_at', '撤収', left_at, '着手',
        started_at, 15, id, 10, 15, id, 9
    FROM visit WHERE deleted IS NULL AND left_at < started_at
    UNION ALL
    SELECT i.id, 'work ' || w.id, 'from', '作業の開始', w.from_at, '対応指示',
        i.instructed_at, 16, w.id, 5, 13, i.id, 16
    FROM incident i JOIN work w ON w.incident_id = i.id
    WHERE i.deleted IS NULL AND w.deleted IS NULL AND w.from_at < i.instructed_at
), first_start AS NOT MATERIALIZED (
    -- Of several visits the one that began first.
    SELECT v.incident_id, v.id, v.started_at
    FROM visit v
    WHERE v.deleted IS NULL AND v.started_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM visit o
                        WHERE o.incident_id = v.incident_id
                            AND o.deleted IS NULL
                            AND (o.started_at, o.id) < (v.started_at, v.id))
), g(id, key, field, what, at, low_what, low, at_col, low_tab, low_row,
    low_col) AS (
    SELECT i.id, 'swap2', 'swap_at', '交換', i.swap_at, '最初の着手',
        s.started_at, 35, 15, s.id, 9
    FROM incident i JOIN first_start s ON s.incident_id = i.id
    WHERE i.deleted IS NULL AND i.swap_at < s.started_at
    UNION ALL
    SELECT i.id, 'part2', 'part_at', '部品交換', i.part_at, '最初の着手',
        s.started_at, 37, 15, s.id, 9
    FROM incident i JOIN first_start s ON s.incident_id = i.id
    WHERE i.deleted IS NULL AND i.part_at < s.started_at
    UNION ALL
    SELECT i.id, 'check2', 'user_check_at', '利用者確認', i.user_check_at,
        '最初の着手', s.started_at, 24, 15, s.id, 9
    FROM incident i JOIN first_start s ON s.incident_id = i.id
    WHERE i.deleted IS NULL AND i.user_check_at < s.started_at
    UNION ALL
    SELECT i.id, 'completed2', 'completed_at', '対応完了', i.completed_at,
        '最初の着手', s.started_at, 25, 15, s.id, 9
    FROM incident i JOIN first_start s ON s.incident_id = i.id
    WHERE i.deleted IS NULL AND i.completed_at < s.started_at
    UNION ALL
    SELECT i.id, 'completed5', 'completed_at', '対応完了', i.completed_at,
        '現地への連絡', c.at, 25, 14, c.id, 5
    FROM incident i
    JOIN contact c ON c.incident_id = i.id AND c.deleted IS NULL
        AND c.to_kind = '現場' AND c.reached = 1
    WHERE i.deleted IS NULL AND i.completed_at < c.at
        AND NOT EXISTS (SELECT 1 FROM contact o
                        WHERE o.incident_id = i.id AND o.deleted IS NULL
                            AND o.to_kind = '現場' AND o.reached = 1
                            AND (o.at, o.id) < (c.at, c.id))
    UNION ALL
    SELECT id, 'asked', 'asked_at', '保証の照会', asked_at, '交換', swap_at,
        46, 13, id, 35
    FROM incident WHERE deleted IS NULL AND asked_at < swap_at
    UNION ALL
    SELECT id, 'answered', 'answered_at', '照会の回答', answered_at, '照会', asked_at,
        48, 13, id, 46
    FROM incident WHERE deleted IS NULL AND answered_at < asked_at
    UNION ALL
    SELECT id, 'handed', 'handed_at', '市への引渡し', handed_at, '交換', swap_at,
        50, 13, id, 35
    FROM incident WHERE deleted IS NULL AND handed_at < swap_at
    UNION ALL
    SELECT id, 'shipped', 'shipped_at', '発送', shipped_at, '交換', swap_at,
        52, 13, id, 35
    FROM incident WHERE deleted IS NULL AND shipped_at < swap_at
    UNION ALL
    SELECT id, 'ship_back', 'ship_back_at', '返着', ship_back_at, '発送', shipped_at,
        55, 13, id, 52
    FROM incident WHERE deleted IS NULL AND ship_back_at < shipped_at
), h(id, key, field, words, a_tab, a_row, a_col, b_tab, b_row, b_col) AS (
    -- Whoever leaves was there; what says so stands in either of two cells.
    SELECT v.incident_id, 'left3 ' || v.id, 'left_at',
        '到着か着手の記録がない訪問は撤収にできません',
        15, v.id, 10, 15, v.id, b.value
    FROM visit v CROSS JOIN (SELECT 8 AS value UNION ALL SELECT 9) b
    WHERE v.deleted IS NULL AND v.left_at IS NOT NULL
        AND v.arrived_at IS NULL AND v.started_at IS NULL
    UNION ALL
    SELECT id, 'unit_swapped', 'unit',
        '交換を記録した後で機器は変えられません。先に交換を取り消してください',
        13, id, 33, 13, id, 4
    FROM incident WHERE deleted IS NULL AND swap_unit_id <> unit_id
    UNION ALL
    SELECT id, 'swap_self', 'spare', '故障機そのものです', 13, id, 34, 13, id, 33
    FROM incident WHERE deleted IS NULL AND swap_spare_id = swap_unit_id
    UNION ALL
    SELECT i.id, 'onsite_no', 'onsite',
        '現場での着手か交換の記録があるので、現場作業なしにはできません',
        13, i.id, 17, 13, i.id, b.value
    FROM incident i CROSS JOIN (SELECT 33 AS value UNION ALL SELECT 37) b
    WHERE i.deleted IS NULL AND i.onsite = 'no'
        AND coalesce(i.swap_unit_id, i.part_at) IS NOT NULL
    UNION ALL
    SELECT i.id, 'onsite_no', 'onsite',
        '現場での着手か交換の記録があるので、現場作業なしにはできません',
        13, i.id, 17, 15, v.id, 9
    FROM incident i JOIN visit v ON v.incident_id = i.id
    WHERE i.deleted IS NULL AND v.deleted IS NULL AND i.onsite = 'no'
        AND v.started_at IS NOT NULL
    UNION ALL
    SELECT i.id, 'returned_swap', 'returned_at',
        '交換した案件は差し戻せません。交換を取り消すか、完了にしてください',
        13, i.id, 40, 13, i.id, b.value
    FROM incident i CROSS JOIN (SELECT 33 AS value UNION ALL SELECT 37) b
    WHERE i.deleted IS NULL AND i.returned_at IS NOT NULL
        AND coalesce(i.swap_unit_id, i.part_at) IS NOT NULL
)
SELECT id AS "row", key, field AS "column",
    what || ' ' || kk_time_long(at) || ' が' || low_what || ' '
    || kk_time_long(low) || ' より前です。時刻を確かめてください' AS words,
    12 AS since, tab AS a_tab, at_row AS a_row, at_col AS a_col,
    low_tab AS b_tab, low_row AS b_row, low_col AS b_col
FROM f
UNION ALL
SELECT id, key, field,
    what || ' ' || kk_time_long(at) || ' が' || low_what || ' '
    || kk_time_long(low) || ' より前です。時刻を確かめてください',
    16, 13, id, at_col, low_tab, low_row, low_col
FROM g
UNION ALL
SELECT id, key, field, words, 16, a_tab, a_row, a_col, b_tab, b_row, b_col
FROM h
