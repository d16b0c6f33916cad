-- A question with where it was asked, whether its answer is over its day, the
-- last working day until then (none before it was asked or put off), and what is to be done next.
CREATE VIEW qa_now AS
SELECT a.*, coalesce(a.place_id, i.place_id) AS at_place_id,
    i.no AS incident_no,
    CASE WHEN a.place_id IS NULL
         THEN coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name)
         ELSE coalesce(kk_called(5, p.id, 3, 28, a.id, 11), p.name) END
    || coalesce(' ' || coalesce(kk_called(6, d.id, 3, 28, a.id, 18), d.name),
                '') AS place_name,
    a.answered_at IS NULL AND a.due_on < kk_today() AS late,
    CASE WHEN a.answered_at IS NULL THEN '回答待ち'
         WHEN a.reported_at IS NULL THEN '未報告'
         ELSE '報告済' END AS state,
    CASE WHEN a.answered_at IS NULL AND a.due_on < kk_today()
         THEN '回答予定日を過ぎています。答えるか、「回答予定日を延ばす」で'
              || 'だれに伝えたかを残します'
         WHEN a.answered_at IS NULL
         THEN kk_day_text(a.due_on) || ' までに'
              || coalesce(' ' || a.asker || ' へ', '') || '答えます'
              || CASE WHEN a.act_by <> a.due_on
                      THEN '（休日。' || kk_day_text(a.act_by) || ' のうちに）'
                      ELSE coalesce('（' || kk_closed(a.due_on) || '）', '') END
         WHEN a.reported_at IS NULL
         THEN '市へは後日報告します（仕様 8.2）。月次報告書にも載ります'
         ELSE kk_time_text(a.reported_at) || ' に市へ報告しました' END
    AS about
FROM (SELECT q.*, kk_act_by(q.due_on, max(
          coalesce(kk_day(q.asked_at), 0), coalesce(kk_day(q.put_off_at), 0)))
          AS act_by
      FROM qa q WHERE q.deleted IS NULL) a
LEFT JOIN incident i ON i.id = a.incident_id
LEFT JOIN dept d ON d.id = a.dept_id
LEFT JOIN place p ON p.id = coalesce(a.place_id, i.place_id);
