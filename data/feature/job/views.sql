-- An order with what it is within the contract's year: which of how many, and
-- what is on it. A display or control PC rides along uncounted (R2). An order
-- without its time counts from when it was written down.
CREATE VIEW job_order AS
SELECT j.*,
    kk_day(coalesce(j.ordered_at, j.id >> 32)) AS day,
    kk_fiscal(kk_day(coalesce(j.ordered_at, j.id >> 32))) AS fiscal,
    j.kind IN ('設置', '撤去') AS installs,
    (SELECT count(*) FROM job o
     WHERE o.deleted IS NULL AND o.cancelled_at IS NULL
       AND o.kind IN ('設置', '撤去')
       AND kk_fiscal(kk_day(coalesce(o.ordered_at, o.id >> 32)))
           = kk_fiscal(kk_day(coalesce(j.ordered_at, j.id >> 32)))
       AND (coalesce(o.ordered_at, o.id >> 32), o.id)
           <= (coalesce(j.ordered_at, j.id >> 32), j.id)) AS nth,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     LEFT JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND m.counted IS NOT 0) AS counted,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     LEFT JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND l.done_at IS NOT NULL AND m.counted IS NOT 0) AS counted_done,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND m.dev_type = 'ディスプレイ' AND m.counted = 0) AS displays,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND l.done_at IS NOT NULL
       AND m.dev_type = 'ディスプレイ' AND m.counted = 0) AS displays_done,
    -- The PCs among them, and how many of those are set up anew.
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND m.dev_type = 'パソコン') AS pcs,
    (SELECT count(*) FROM job_line l
     JOIN unit u ON u.id = l.unit_id
     JOIN model m ON m.id = u.model_id
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND l.setup_at IS NOT NULL
       AND m.dev_type = 'パソコン') AS setups,
    j.agreed_by IS NOT NULL AND j.agreed_at IS NOT NULL
        AND j.agreed_ref IS NOT NULL AS agreed,
    -- One week as a guideline, in calendar days, from the day it was received.
    coalesce(j.due_on, CASE WHEN j.kind = '再セットアップ' THEN
        kk_day(j.received_at)
        + kk_param('resetup.days', kk_day(j.received_at)) END) AS due
FROM job j
WHERE j.deleted IS NULL;

-- The same with how many units that comes to, displays beyond the number of PCs
-- (alone) being units of their own, and with the day to act by: a due day that
-- is closed means the weekday before it.
CREATE VIEW job_any AS
SELECT o.*, max(o.displays - o.pcs, 0) AS alone,
    o.counted + max(o.displays - o.pcs, 0) AS units,
    o.counted_done + min(max(o.displays - o.pcs, 0),
                         max(o.displays_done - o.pcs, 0)) AS units_done,
    kk_closed(o.due) AS due_closed,
    kk_workday_before(o.due) AS act_by
FROM job_order o;

-- Those that the city did not take back: they alone count and wait.
CREATE VIEW job_now AS
SELECT * FROM job_any WHERE cancelled_at IS NULL;

-- What the contract's year allows and how much of it is used (§5.2.1, §5.6.1,
-- §5.7.1).
CREATE VIEW quota_now AS
WITH year(day, fiscal) AS (
    SELECT kk_today(), kk_fiscal(kk_today())
), used(nth, key, label, unit, n, apart) AS (
    SELECT 1, 'install.orders', '設置・撤去', '回', count(*),
        '1回 ' || kk_param('install.units', kk_today()) || '台まで'
    FROM job_now j, year y
    WHERE j.installs AND j.fiscal = y.fiscal
    UNION ALL
    -- A PC that is set up before it is installed is none of the 30.
    SELECT 2, 'resetup.units', '再セットアップ', '台',
        coalesce(sum(CASE WHEN j.installs THEN 0 ELSE j.units END), 0),
        '新規分 ' || coalesce(sum(CASE WHEN j.installs THEN j.setups END), 0)
        || '台は別'
    FROM job_now j, year y
    WHERE j.fiscal = y.fiscal
    UNION ALL
    SELECT 3, 'media.orders', '媒体更新', '回', count(*),
        '公開 ' || coalesce(sum(w.released), 0) || '種'
    FROM media_order_work w, year y
    WHERE w.fiscal = y.fiscal
)
SELECT u.nth AS nth, u.label AS label, u.n AS used,
    kk_param(u.key, y.day) AS most, u.unit AS unit,
    u.n || '/' || kk_param(u.key, y.day) || u.unit AS words, u.apart AS apart,
    max(kk_param(u.key, y.day) - u.n, 0) AS left
FROM used u, year y;
