-- The day of the answer, and the weekday before it where nobody is there.
SELECT '回答予定日 ' || kk_day_text(a.due_on)
       || CASE WHEN kk_workday_before(a.due_on + 1) <> a.due_on
               THEN '（休日。' || kk_day_text(kk_workday_before(a.due_on))
                    || ' のうちに）' ELSE '' END
FROM qa a
WHERE a.id = :id AND a.answered_at IS NULL AND a.due_on IS NOT NULL
