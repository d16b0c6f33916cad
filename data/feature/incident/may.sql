-- Why an action of a case cannot be now. What is often written down only
-- afterwards (calls, visits, parts, steps) is not here: check.sql holds its time
-- against the case's end.
WITH i AS (
    SELECT i.*, coalesce(i.no, 'この案件') AS name,
        i.completed_at IS NOT NULL
            AND (i.swap_unit_id IS NULL OR i.swap_spare_id IS NOT NULL)
            AS closed
    FROM incident i WHERE i.id = :id AND i.deleted IS NULL
)
SELECT name || ' は差戻し済みです。続けるには再開してください'
FROM i
WHERE returned_at IS NOT NULL
  AND :action IN (
      'incident.assign', 'incident.hold', 'incident.resume', 'incident.decide',
      'incident.confirm_handover', 'incident.waive', 'incident.step',
      'incident.swap', 'incident.swap_back', 'incident.replace_part',
      'incident.user_check', 'incident.complete', 'incident.return',
      'visit.plan', 'spare.reserve', 'spare.take')
UNION ALL
SELECT name || ' は完了しています。続けるには再開してください'
FROM i
WHERE closed
  AND (:action IN (
           'incident.assign', 'incident.hold', 'incident.resume',
           'incident.decide', 'incident.confirm_handover', 'incident.swap',
           'incident.swap_back', 'incident.complete', 'incident.return',
           'visit.plan', 'spare.reserve', 'spare.take')
       OR :action = 'incident.user_check' AND user_check_at IS NOT NULL)
UNION ALL
SELECT 'もう保留になっています'
FROM i WHERE :action = 'incident.hold' AND held_since IS NOT NULL
UNION ALL
SELECT '保留になっていません'
FROM i WHERE :action = 'incident.resume' AND held_since IS NULL
UNION ALL
SELECT 'もう交換しています。入れ替えるには、先に「交換を戻す」を記録して'
    || 'ください'
FROM i WHERE :action = 'incident.swap' AND swap_spare_id IS NOT NULL
UNION ALL
SELECT '機器を特定した後です'
FROM i
WHERE :action = 'incident.swap' AND coalesce(swap_unit_id, unit_id) IS NULL
UNION ALL
SELECT '交換の記録はありません'
FROM i WHERE :action = 'incident.swap_back' AND swap_unit_id IS NULL
UNION ALL
SELECT '完了メールは送信済みです'
FROM i WHERE :action = 'incident.mail_sent' AND mail_sent_at IS NOT NULL
UNION ALL
SELECT '完了も差戻しもしていないので、再開は要りません'
FROM i
WHERE :action = 'incident.reopen' AND completed_at IS NULL
  AND returned_at IS NULL
UNION ALL
SELECT '合意による対象外の記録はありません'
FROM i WHERE :action = 'incident.waive_cancel' AND waive_agreed_at IS NULL
UNION ALL
SELECT '到着か着手の後です'
FROM i
WHERE :action = 'visit.leave'
  AND NOT EXISTS (SELECT 1 FROM visit v
                  WHERE v.incident_id = i.id AND v.deleted IS NULL
                    AND v.left_at IS NULL
                    AND (v.arrived_at IS NOT NULL OR v.started_at IS NOT NULL))
