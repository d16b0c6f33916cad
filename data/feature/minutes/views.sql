-- Minutes with the day on which they are due (calendar days after the meeting),
-- the last working day until then, and what is to be done next.
CREATE VIEW minutes_now AS
SELECT m.*,
    CASE WHEN m.submitted_at IS NULL THEN '市への提出は ' || m.by_when
         ELSE kk_time_text(m.submitted_at) || ' に提出しました'
              || coalesce('（' || m.sent_to || '）', '') END AS about
FROM (
    SELECT d.*, kk_workday_before(d.due) AS act_by,
        d.submitted_at IS NULL AND d.due < kk_today() AS late,
        coalesce(kk_day_text(kk_workday_before(d.due)), '')
        || CASE WHEN kk_workday_before(d.due) <> d.due
                THEN ' のうちに（期限 ' || kk_day_text(d.due) || ' は休日）'
                ELSE ' まで' END AS by_when
    FROM (
        SELECT n.*, coalesce(n.due_on, kk_day(n.started_at) + coalesce(
            kk_param('minutes.days', kk_day(n.started_at)), 2)) AS due
        FROM minutes n
        WHERE n.deleted IS NULL
    ) d
) m;
