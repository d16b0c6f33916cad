-- Minutes with the day on which they are due (calendar days after the meeting)
-- and the last working day until then.
CREATE VIEW minutes_now AS
SELECT m.*, d.due AS due, kk_workday_before(d.due) AS act_by,
    m.submitted_at IS NULL AND d.due < kk_today() AS late,
    coalesce(kk_day_text(kk_workday_before(d.due)), '')
    || CASE WHEN kk_workday_before(d.due) <> d.due
            THEN ' のうちに（期限 ' || kk_day_text(d.due) || ' は休日）'
            ELSE ' まで' END AS by_when
FROM minutes m
JOIN (SELECT n.id AS id, coalesce(n.due_on, coalesce(
          n.held_on, kk_day(n.started_at)) + coalesce(kk_param(
              'minutes.days', coalesce(n.held_on, kk_day(n.started_at))), 2))
          AS due
      FROM minutes n) d ON d.id = m.id
WHERE m.deleted IS NULL;
