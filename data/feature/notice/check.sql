-- What each sort has (sorts) and cannot be without (must): what belongs to none
-- of its steps would stand where nobody looks for it.
WITH n AS (
    SELECT * FROM notice WHERE id = :id AND deleted IS NULL
), field(param, label, value, sorts, must) AS (
    SELECT 'at', '日時', at, '定期点検 事前提示', '定期点検' FROM n
    UNION ALL
    SELECT 'place', '場所', place_id, '定期点検 疑義', '' FROM n
    UNION ALL
    SELECT 'unit', '機器', unit_id, '定期点検', '' FROM n
    UNION ALL
    SELECT 'incident', '案件', incident_id, '事前提示 疑義', '' FROM n
    UNION ALL
    SELECT 'partner', '相手', partner, '定期点検 事前提示', '事前提示' FROM n
    UNION ALL
    SELECT 'often', '頻度', often, '事前提示', '' FROM n
    UNION ALL
    SELECT 'settings', '設定内容', settings, '機器使用申出', '機器使用申出'
    FROM n
    UNION ALL
    SELECT 'agreed_on', '協議日', agreed_on, '機器使用申出', '' FROM n
    UNION ALL
    SELECT 'no', '承認番号', approved_no, '機器使用申出', '' FROM n
    UNION ALL
    SELECT 'approved_on', '承認日', approved_on, '機器使用申出', '' FROM n
    UNION ALL
    SELECT 'answer', '市の回答', answer, '疑義', '' FROM n
    UNION ALL
    SELECT 'answered', '回答日時', answered_at, '疑義', '' FROM n
)
SELECT 'sort ' || f.param AS key, f.param AS "column",
    CASE WHEN f.value IS NULL
         THEN n.kind || 'の' || f.label || 'は空にできません'
         ELSE 'これは' || n.kind || 'です。' || f.label || 'はありません' END
    AS words, '拒否' AS weight
FROM n JOIN field f
WHERE f.value IS NULL AND instr(f.must, n.kind) > 0
   OR f.value IS NOT NULL AND instr(f.sorts, n.kind) = 0
UNION ALL
SELECT 'when' AS key, 'at' AS "column",
    '都度の提示なら作業の日時を、定型なら頻度を入れてください（仕様 9.8）'
    AS words, '拒否' AS weight
FROM notice n
WHERE n.id = :id AND n.deleted IS NULL AND n.kind = '事前提示'
  AND n.at IS NULL AND n.often IS NULL
UNION ALL
SELECT 'late', 'told_at', '作業（' || kk_time_long(n.at)
    || '）の後で提示しています。事前に提示するものです（仕様 9.8）', '注意'
FROM notice n
WHERE n.id = :id AND n.deleted IS NULL AND n.kind = '事前提示'
  AND n.often IS NULL AND n.told_at > n.at
UNION ALL
SELECT 'where', 'place_id', 'どこの点検か、場所か機器を入れてください', '拒否'
FROM notice_now n
WHERE n.id = :id AND n.kind = '定期点検' AND n.at_place_id IS NULL
UNION ALL
SELECT 'answer', 'answer', '回答とその日時の一方だけがあります', '拒否'
FROM notice n
WHERE n.id = :id AND n.deleted IS NULL
  AND (n.answer IS NULL) <> (n.answered_at IS NULL)
UNION ALL
SELECT 'unapproved', 'approved_no',
    '利用状況を報告しています。承認番号は空にできません（仕様 9.2）', '拒否'
FROM notice n
WHERE n.id = :id AND n.deleted IS NULL AND n.used_at IS NOT NULL
  AND n.approved_no IS NULL
UNION ALL
SELECT 'same', 'text', o.no || ' に同じ' || o.kind || 'がもうあります', '注意'
FROM n
JOIN notice o ON o.id < n.id AND o.deleted IS NULL AND o.kind = n.kind
    AND kk_day(o.told_at) = kk_day(n.told_at) AND o.at IS n.at
    AND o.place_id IS n.place_id AND o.incident_id IS n.incident_id
    AND kk_fold(o.text) = kk_fold(n.text)
WHERE n.finished_at IS NULL AND n.answered_at IS NULL
GROUP BY n.id
