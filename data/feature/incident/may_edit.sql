-- Why a case cannot be corrected so. An event that never happened cannot be made
-- by an edit, nor unmade: only its time is corrected. What a clock, a report or a
-- paper of the city rests on is changed with a reason.
WITH edited(param, how, was, new) AS (
    SELECT 'occurred', NULL, occurred_at, :occurred FROM incident WHERE id = :id
    UNION ALL
    SELECT 'received', NULL, received_at, :received FROM incident WHERE id = :id
    UNION ALL
    SELECT 'instructed', NULL, instructed_at, :instructed
    FROM incident WHERE id = :id
    UNION ALL
    SELECT 'decided', '現場作業の判断', onsite_decided_at, :decided
    FROM incident WHERE id = :id
    UNION ALL
    SELECT 'checked', '利用者確認', user_check_at, :checked
    FROM incident WHERE id = :id
    UNION ALL
    SELECT 'swapped', '交換', swap_at, :swapped FROM incident WHERE id = :id
    UNION ALL
    SELECT 'part_at', '部品交換', part_at, :part_at FROM incident WHERE id = :id
    UNION ALL
    SELECT 'completed', '完了', completed_at, :completed
    FROM incident WHERE id = :id
    UNION ALL
    SELECT 'mailed', '完了メール', mail_sent_at, :mailed
    FROM incident WHERE id = :id
), given AS (
    SELECT param, how, was, new,
        instr(:emptied, ',' || param || ',') > 0 AS emptied
    FROM edited
    WHERE new IS NOT NULL OR instr(:emptied, ',' || param || ',') > 0
)
SELECT '記録済みの市の番号を変えるときは理由を入れてください', 'reason'
FROM incident i
WHERE i.id = :id AND coalesce(:reason, '') = ''
  AND (i.city_no <> :city_no
       OR i.city_no IS NOT NULL AND instr(:emptied, ',city_no,') > 0)
UNION ALL
SELECT 'まだ記録がありません。「' || how || '」を記録してください', param
FROM given WHERE how IS NOT NULL AND was IS NULL
UNION ALL
SELECT '日時を空にはできません。記録そのものを取り消すか、再開してください',
    param
FROM given WHERE how IS NOT NULL AND emptied
UNION ALL
SELECT '対応指示の日時は空にできません', param
FROM given WHERE param = 'instructed' AND emptied
UNION ALL
SELECT '記録済みの日時を変えるときは理由を入れてください', 'reason'
FROM given
WHERE was IS NOT NULL AND (emptied OR new <> was) AND coalesce(:reason, '') = ''
UNION ALL
SELECT '症状は空にできません', 'symptom'
WHERE instr(:emptied, ',symptom,') > 0
