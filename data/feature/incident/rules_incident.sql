-- Times of a case, and of its calls, visits and hours, that cannot stand in this
-- order. Only times that people stated are compared, never with the clock.
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
)
SELECT id AS "row", key, field AS "column",
    what || ' ' || kk_time_long(at) || ' が' || low_what || ' '
    || kk_time_long(low) || ' より前です。時刻を確かめてください' AS words,
    12 AS since, tab AS a_tab, at_row AS a_row, at_col AS a_col,
    low_tab AS b_tab, low_row AS b_row, low_col AS b_col
FROM f
