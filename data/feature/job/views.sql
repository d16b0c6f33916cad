-- An order with what it is within the contract's year: which of how many, and
-- how many units count. A display or control PC rides along uncounted (R2).
CREATE VIEW job_order AS
SELECT j.*,
    kk_fiscal(kk_day(j.ordered_at)) AS fiscal,
    j.kind IN ('設置', '撤去') AS installs,
    (SELECT count(*) FROM job o
     WHERE o.deleted IS NULL AND o.kind IN ('設置', '撤去')
       AND kk_fiscal(kk_day(o.ordered_at)) = kk_fiscal(kk_day(j.ordered_at))
       AND (o.ordered_at, o.id) <= (j.ordered_at, j.id)) AS nth,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     LEFT JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND m.counted IS NOT 0) AS units,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     LEFT JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND l.done_at IS NOT NULL AND m.counted IS NOT 0) AS units_done,
    -- The PCs among them, and how many of those are set up anew.
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND m.flow_class = 'P' AND m.counted IS NOT 0) AS pcs,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND l.setup_at IS NOT NULL
       AND m.flow_class = 'P' AND m.counted IS NOT 0) AS setups,
    j.agreed_by IS NOT NULL AND j.agreed_at IS NOT NULL
        AND j.agreed_ref IS NOT NULL AS agreed,
    -- One week as a guideline, in calendar days, from the day it was received.
    coalesce(j.due_on, CASE WHEN j.kind = '再セットアップ' THEN
        kk_day(j.received_at)
        + kk_param('resetup.days', kk_day(j.received_at)) END) AS due
FROM job j
WHERE j.deleted IS NULL;

-- The same with the day to act by: a due day that is closed means the weekday
-- before it.
CREATE VIEW job_now AS
SELECT o.*, kk_day_closed(o.due) AS due_closed,
    kk_workday_before(o.due) AS act_by
FROM job_order o;
