-- Answered, or a day on which it will be (§8.2).
SELECT 'answer' AS key, 'due_on' AS "column",
    'その場で答えたら回答を、持ち帰るなら回答予定日を入れてください'
    || '（仕様 8.2）' AS words, '拒否' AS weight
FROM qa a
WHERE a.id = :id AND a.deleted IS NULL
  AND a.answered_at IS NULL AND a.due_on IS NULL
UNION ALL
SELECT 'text', 'answer', '回答の日時だけがあり、回答がありません', '拒否'
FROM qa a
WHERE a.id = :id AND a.deleted IS NULL
  AND a.answered_at IS NOT NULL AND a.answer IS NULL
UNION ALL
SELECT 'unanswered', 'answered_at',
    '回答だけがあり、回答した日時がありません', '拒否'
FROM qa a
WHERE a.id = :id AND a.deleted IS NULL
  AND a.answered_at IS NULL AND a.answer IS NOT NULL
UNION ALL
SELECT 'where', 'place_id', 'どこで受けた質問か、場所か案件を入れてください',
    '拒否'
FROM qa_now a
WHERE a.id = :id AND a.at_place_id IS NULL
UNION ALL
SELECT 'who', 'asker', 'だれの質問か、質問者を入れてください', '拒否'
FROM qa a
WHERE a.id = :id AND a.deleted IS NULL AND a.asker IS NULL
UNION ALL
SELECT 'visit', 'visit_id', 'その訪問は別の案件のものです', '拒否'
FROM qa a JOIN visit v ON v.id = a.visit_id
WHERE a.id = :id AND a.deleted IS NULL AND a.incident_id IS NOT NULL
  AND v.incident_id <> a.incident_id
UNION ALL
SELECT 'same', 'question', o.no || ' に同じ質問がもうあります', '注意'
FROM qa a
JOIN qa o ON o.id < a.id AND o.deleted IS NULL
    AND kk_day(o.asked_at) = kk_day(a.asked_at) AND o.place_id IS a.place_id
    AND o.incident_id IS a.incident_id
    AND kk_fold(o.question) = kk_fold(a.question)
WHERE a.id = :id AND a.deleted IS NULL AND a.answered_at IS NULL
GROUP BY a.id
