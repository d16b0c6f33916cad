-- The guideline, and the weekday before it where it falls on a closed day.
SELECT '返却の目安 ' || kk_day_text(j.due)
       || CASE WHEN kk_workday_before(j.due + 1) <> j.due
               THEN '（休日。' || kk_day_text(kk_workday_before(j.due))
                    || ' までに）' ELSE '' END
FROM job_now j WHERE j.id = :id AND j.kind = '再セットアップ'
