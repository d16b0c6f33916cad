-- What each of them must say.
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
SELECT 'no_doubt', 'answer', 'これは' || n.kind || 'です。市の回答を入れるのは'
    || '疑義だけです', '拒否'
FROM notice n
WHERE n.id = :id AND n.deleted IS NULL AND n.kind <> '疑義'
  AND n.answer IS NOT NULL
UNION ALL
SELECT 'no_equipment', 'approved_no', 'これは' || n.kind || 'です。承認番号を'
    || '入れるのは機器使用申出だけです', '拒否'
FROM notice n
WHERE n.id = :id AND n.deleted IS NULL AND n.kind <> '機器使用申出'
  AND n.approved_no IS NOT NULL
UNION ALL
SELECT 'unapproved', 'approved_no',
    '利用状況を報告しています。承認番号は空にできません（仕様 9.2）', '拒否'
FROM notice n
WHERE n.id = :id AND n.deleted IS NULL AND n.used_at IS NOT NULL
  AND n.approved_no IS NULL
