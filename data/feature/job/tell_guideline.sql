-- The guideline, and the weekday before it where it falls on a closed day.
SELECT '返却の目安 ' || kk_day_text(j.due) || coalesce('（' || j.due_closed
       || '。' || kk_day_text(j.act_by) || ' までに）', '')
FROM job_now j WHERE j.id = :id AND j.kind = '再セットアップ'
