-- The day of the answer, and the weekday before it where nobody is there.
SELECT '回答予定日 ' || kk_day_text(a.due_on)
       || CASE WHEN a.act_by <> a.due_on
               THEN '（休日。' || kk_day_text(a.act_by) || ' のうちに）'
               ELSE coalesce('（' || kk_closed(a.due_on) || '）', '') END
FROM qa_now a
WHERE a.id = :id AND a.answered_at IS NULL AND a.due_on IS NOT NULL
