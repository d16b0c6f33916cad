-- The orders of times that cannot be, of one incident: key of the fault, the
-- field at fault, the words. Only times that people stated are compared with
-- each other, never with the clock.
WITH i AS (
    SELECT id, occurred_at, received_at, instructed_at, onsite_decided_at,
        held_since, returned_at, swap_at, part_at, user_check_at,
        completed_at, mail_sent_at
    FROM incident WHERE id = :incident AND deleted IS NULL
), v AS (
    SELECT id, told_at, planned_at, arrived_at, started_at, left_at
    FROM visit WHERE incident_id = :incident AND deleted IS NULL
), f(key, field, what, at, low_what, low) AS (
    SELECT 'occurred', 'occurred', '対応指示', instructed_at, '発生',
           occurred_at FROM i
    UNION ALL
    SELECT 'received', 'received', '連絡を受けた日時', received_at, '発生',
           occurred_at FROM i
    UNION ALL
    SELECT 'decided', 'at', '現場作業の判断', onsite_decided_at, '対応指示',
           instructed_at FROM i
    UNION ALL
    SELECT 'held', 'at', '保留', held_since, '対応指示', instructed_at FROM i
    UNION ALL
    SELECT 'returned', 'at', '差戻し', returned_at, '対応指示',
           instructed_at FROM i
    UNION ALL
    SELECT 'contact ' || c.id, 'at', c.to_kind || 'への連絡', c.at,
           '対応指示', i.instructed_at
    FROM i JOIN contact c ON c.incident_id = i.id
    WHERE c.deleted IS NULL AND c.to_kind <> '市'
    UNION ALL
    SELECT 'told ' || v.id, 'told', '現地への連絡', v.told_at, '対応指示',
           i.instructed_at FROM i, v
    UNION ALL
    SELECT 'planned ' || v.id, 'at', '訪問予定', v.planned_at, '対応指示',
           i.instructed_at FROM i, v
    UNION ALL
    SELECT 'arrived ' || v.id, 'at', '到着', v.arrived_at, '対応指示',
           i.instructed_at FROM i, v
    UNION ALL
    SELECT 'started ' || v.id, 'at', '着手', v.started_at, '対応指示',
           i.instructed_at FROM i, v
    UNION ALL
    SELECT 'started2 ' || v.id, 'at', '着手', v.started_at, '到着',
           v.arrived_at FROM v
    UNION ALL
    SELECT 'left ' || v.id, 'at', '撤収', v.left_at, '到着',
           v.arrived_at FROM v
    UNION ALL
    SELECT 'left2 ' || v.id, 'at', '撤収', v.left_at, '着手',
           v.started_at FROM v
    UNION ALL
    SELECT 'work ' || w.id, 'from', '作業の開始', w.from_at, '対応指示',
           i.instructed_at
    FROM i JOIN work w ON w.incident_id = i.id WHERE w.deleted IS NULL
    UNION ALL
    SELECT 'swap', 'at', '交換', swap_at, '対応指示', instructed_at FROM i
    UNION ALL
    SELECT 'swap2', 'at', '交換', i.swap_at, '最初の着手',
           (SELECT min(started_at) FROM v) FROM i
    UNION ALL
    SELECT 'part', 'at', '部品交換', part_at, '対応指示', instructed_at FROM i
    UNION ALL
    SELECT 'part2', 'at', '部品交換', i.part_at, '最初の着手',
           (SELECT min(started_at) FROM v) FROM i
    UNION ALL
    SELECT 'check', 'at', '利用者確認', user_check_at, '対応指示',
           instructed_at FROM i
    UNION ALL
    SELECT 'check2', 'at', '利用者確認', i.user_check_at, '最初の着手',
           (SELECT min(started_at) FROM v) FROM i
    UNION ALL
    SELECT 'check3', 'at', '利用者確認', user_check_at, '交換',
           swap_at FROM i
    UNION ALL
    SELECT 'check4', 'at', '利用者確認', user_check_at, '部品交換',
           part_at FROM i
    UNION ALL
    SELECT 'completed', 'at', '対応完了', completed_at, '対応指示',
           instructed_at FROM i
    UNION ALL
    SELECT 'completed2', 'at', '対応完了', i.completed_at, '最初の着手',
           (SELECT min(started_at) FROM v) FROM i
    UNION ALL
    SELECT 'completed3', 'at', '対応完了', completed_at, '利用者確認',
           user_check_at FROM i
    UNION ALL
    SELECT 'completed4', 'at', '対応完了', completed_at, '交換',
           swap_at FROM i
    UNION ALL
    SELECT 'completed5', 'at', '対応完了', completed_at, '現地への連絡',
           contacted_at FROM incident_fact WHERE id = :incident
    UNION ALL
    SELECT 'mail', 'at', '完了メール', mail_sent_at, '対応完了',
           completed_at FROM i
)
SELECT key, field,
       what || ' ' || kk_time_text(at) || ' が' || low_what || ' '
       || kk_time_text(low) || ' より前です。時刻を確かめてください'
FROM f
WHERE at < low
UNION ALL
SELECT 'left3 ' || v.id, 'at', '到着か着手の記録がない訪問は撤収にできません'
FROM v
WHERE v.left_at IS NOT NULL AND v.arrived_at IS NULL AND v.started_at IS NULL
UNION ALL
SELECT 'worklen ' || w.id, 'to', '作業の終了は開始より後にしてください'
FROM work w
WHERE w.incident_id = :incident AND w.deleted IS NULL AND w.to_at <= w.from_at
