-- Minutes with the day on which they are due (calendar days after the meeting),
-- the last working day until then (none before the meeting), and what is to be done next.
CREATE VIEW minutes_now AS
SELECT m.*,
    CASE WHEN m.submitted_at IS NULL THEN '市への提出は ' || m.by_when
         ELSE kk_time_text(m.submitted_at) || ' に提出しました'
              || coalesce('（' || m.sent_to || '）', '') END AS about
FROM (
    SELECT b.*,
        b.submitted_at IS NULL AND b.due < kk_today() AS late,
        coalesce(kk_day_text(b.act_by), '')
        || CASE WHEN b.act_by <> b.due
                THEN ' のうちに（期限 ' || kk_day_text(b.due) || ' は休日）'
                ELSE ' まで' || coalesce('（' || kk_closed(b.due) || '）', '')
                END AS by_when
    FROM (
        SELECT d.*, kk_act_by(d.due, coalesce(kk_day(d.started_at), 0))
            AS act_by
        FROM (
            SELECT n.*, kk_day(n.started_at) + coalesce(
                kk_param('minutes.days', kk_day(n.started_at)), 2) AS due
            FROM minutes n
            WHERE n.deleted IS NULL
        ) d
    ) b
) m;
