-- Why an action of a case cannot be now. What is often written down only
-- afterwards (calls, visits, parts, steps) is not here: check.sql holds its time
-- against the case's end.
-- Only the columns that are asked for: the planner copies the list into every
-- place that reads it.
WITH i AS (
    SELECT i.id, i.unit_id, i.user_check_at, i.completed_at, i.mail_sent_at,
        i.waive_agreed_at, i.swap_unit_id, i.swap_spare_id, i.held_since,
        i.returned_at, i.swap_at, i.shipped_at, i.ship_back_at, i.handed_at,
        coalesce(i.no, 'この案件') AS name,
        i.completed_at IS NOT NULL
            AND (i.swap_unit_id IS NULL OR i.swap_spare_id IS NOT NULL)
            AS closed
    FROM incident i WHERE i.id = :id AND i.deleted IS NULL
)
SELECT name || ' は差戻し済みです。続けるには再開してください', NULL
FROM i
WHERE returned_at IS NOT NULL
  AND :action IN (
      'incident.assign', 'incident.hold', 'incident.resume', 'incident.decide',
      'incident.confirm_handover', 'incident.waive', 'incident.step',
      'incident.swap', 'incident.swap_back', 'incident.replace_part',
      'incident.user_check', 'incident.complete', 'incident.return',
      'visit.plan', 'spare.reserve', 'spare.take')
UNION ALL
SELECT name || ' は完了しています。続けるには再開してください', NULL
FROM i
WHERE closed
  AND (:action IN (
           'incident.assign', 'incident.hold', 'incident.resume',
           'incident.decide', 'incident.confirm_handover', 'incident.swap',
           'incident.swap_back', 'incident.complete', 'incident.return',
           'visit.plan', 'spare.reserve', 'spare.take')
       OR :action = 'incident.user_check' AND user_check_at IS NOT NULL)
UNION ALL
SELECT 'もう保留になっています', NULL
FROM i WHERE :action = 'incident.hold' AND held_since IS NOT NULL
UNION ALL
SELECT '保留になっていません', NULL
FROM i WHERE :action = 'incident.resume' AND held_since IS NULL
UNION ALL
SELECT 'もう交換しています。入れ替えるには、先に「交換を戻す」を記録して'
    || 'ください', NULL
FROM i WHERE :action = 'incident.swap' AND swap_spare_id IS NOT NULL
UNION ALL
SELECT '機器を特定した後です', NULL
FROM i
WHERE :action = 'incident.swap' AND coalesce(swap_unit_id, unit_id) IS NULL
UNION ALL
SELECT '交換の記録はありません', NULL
FROM i
WHERE swap_unit_id IS NULL
  AND :action IN (
      'incident.swap_back', 'incident.ask_warranty', 'incident.warranty_answer',
      'incident.hand_over', 'incident.ship', 'incident.ship_back')
UNION ALL
SELECT '完了メールは送信済みです', NULL
FROM i WHERE :action = 'incident.mail_sent' AND mail_sent_at IS NOT NULL
UNION ALL
SELECT '完了も差戻しもしていないので、再開は要りません', NULL
FROM i
WHERE :action = 'incident.reopen' AND completed_at IS NULL
  AND returned_at IS NULL
UNION ALL
SELECT '合意による対象外の記録はありません', NULL
FROM i WHERE :action = 'incident.waive_cancel' AND waive_agreed_at IS NULL
UNION ALL
SELECT '到着か着手の後です', NULL
FROM i
WHERE :action = 'visit.leave'
  AND NOT EXISTS (SELECT 1 FROM visit v
                  WHERE v.incident_id = i.id AND v.deleted IS NULL
                    AND v.left_at IS NULL
                    AND (v.arrived_at IS NOT NULL OR v.started_at IS NOT NULL))
UNION ALL
SELECT '現地とまだ連絡が取れていません。先に連絡を記録してください', NULL
FROM i
WHERE :action = 'incident.confirm_handover'
  AND NOT EXISTS (SELECT 1 FROM contact c
                  WHERE c.incident_id = i.id AND c.deleted IS NULL
                    AND c.to_kind = '現場' AND c.reached = 1)
UNION ALL
SELECT '連絡は記録済みです。直すときは「連絡を訂正」を使ってください', 'contact'
FROM i
WHERE :action IN ('incident.swap', 'incident.replace_part')
  AND :contact IS NOT NULL
  AND EXISTS (SELECT 1 FROM contact c
              WHERE c.incident_id = i.id AND c.deleted IS NULL
                AND c.to_kind = '現場' AND c.reached = 1)
UNION ALL
SELECT '着手は記録済みです。直すときは「訪問を訂正」を使ってください', 'start'
FROM i
WHERE :action IN ('incident.swap', 'incident.replace_part')
  AND :start IS NOT NULL
  AND EXISTS (SELECT 1 FROM visit v
              WHERE v.incident_id = i.id AND v.deleted IS NULL
                AND v.started_at IS NOT NULL)
UNION ALL
SELECT 'その訪問には記録済みです。直すときは「訪問を訂正」を使ってください',
    'visit'
FROM i JOIN visit v ON v.id = :visit AND v.incident_id = i.id
WHERE CASE :action WHEN 'visit.arrive' THEN v.arrived_at
                   WHEN 'visit.start' THEN v.started_at
                   WHEN 'visit.leave' THEN v.left_at END IS NOT NULL
UNION ALL
SELECT '小型機器ではないので、修理の画面で記録します', NULL
FROM i JOIN incident_faulty f ON f.id = i.id AND f.flow_class IS NOT 'S'
WHERE :action IN (
      'incident.ask_warranty', 'incident.warranty_answer', 'incident.hand_over',
      'incident.ship', 'incident.ship_back')
UNION ALL
SELECT '発送の記録がまだです', NULL
FROM i WHERE :action = 'incident.ship_back' AND shipped_at IS NULL
UNION ALL
-- Not one of its kind of device on loan: there is nothing to choose.
SELECT CASE WHEN m.flow_class IN ('P', 'S')
       THEN '予備機なし: 市へ報告してください（「予備機なしを市へ報告」で記録します）'
       ELSE m.short || ' には予備機がありません。メーカーの手配か部品交換で直します'
       END, NULL
FROM i
JOIN unit u ON u.id = coalesce(i.swap_unit_id, i.unit_id)
JOIN model m ON m.id = u.model_id
WHERE :action IN ('incident.swap', 'spare.reserve', 'spare.take')
  AND i.completed_at IS NULL AND i.swap_spare_id IS NULL
  -- As spare_now has it, without what else that works out.
  AND NOT EXISTS (SELECT 1 FROM unit s JOIN model n ON n.id = s.model_id
                  WHERE s.spare_state IS NOT NULL AND s.spare_state <> '設置済'
                    AND s.deleted IS NULL AND s.lent_back_at IS NULL
                    AND n.dev_type = m.dev_type)
UNION ALL
-- The answer and the day that it is about say the same.
SELECT '保証期限 ' || kk_day_long(coalesce(:until, u.warranty_until))
    || ' は交換の日より前です。保証内なら、市の答えた期限を入れてください',
    'until'
FROM i JOIN unit u ON u.id = i.swap_unit_id
WHERE :action = 'incident.warranty_answer' AND :answer = '保証内'
  AND coalesce(:until, u.warranty_until) < kk_day(i.swap_at)
UNION ALL
SELECT '保証期限 ' || kk_day_long(:until)
    || ' は交換の日にまだ過ぎていません。回答か期限を確かめてください', 'until'
FROM i
WHERE :action = 'incident.warranty_answer' AND :answer = '保証外'
  AND :until >= kk_day(i.swap_at)
UNION ALL
SELECT '予備機は置かれていません', NULL
FROM i
WHERE :action = 'incident.swap_back' AND swap_spare_id IS NULL
  AND :faulty_back = 'no'
UNION ALL
SELECT CASE WHEN handed_at IS NOT NULL THEN '市に引き渡した'
            ELSE 'メーカーに送った' END || '故障機は席に戻せません', 'faulty_back'
FROM i
WHERE :action = 'incident.swap_back' AND :faulty_back = 'yes'
  AND (handed_at IS NOT NULL
       OR shipped_at IS NOT NULL AND ship_back_at IS NULL)
