-- What a month's papers are made of. An incident belongs to the month in which
-- it was completed; a time to the month of its day here, whatever the clock says.

-- A time as the cells of the thirteen items have it, next to others in one line.
CREATE VIEW visit_real AS
SELECT v.*, coalesce(v.arrived_at, v.started_at, v.left_at) AS came_at,
    (SELECT count(*) FROM visit o
     WHERE o.incident_id = v.incident_id AND o.deleted IS NULL
       AND coalesce(o.arrived_at, o.started_at, o.left_at) IS NOT NULL
       AND (coalesce(o.arrived_at, o.started_at, o.left_at), o.id)
           <= (coalesce(v.arrived_at, v.started_at, v.left_at), v.id)) AS nth
FROM visit v
WHERE v.deleted IS NULL
  AND coalesce(v.arrived_at, v.started_at, v.left_at) IS NOT NULL;

-- 実稼働時間: minutes of all who worked on it, up to the user's check; what they
-- did afterwards is apart (§5.3.2: 復旧までに要した).
CREATE VIEW incident_effort AS
SELECT w.incident_id AS incident_id,
    sum(max(0, min(w.to_at, coalesce(i.user_check_at, w.to_at)) - w.from_at)
        / 60) AS minutes,
    sum(max(0, w.to_at - max(w.from_at, coalesce(i.user_check_at, w.to_at)))
        / 60) AS after
FROM work w
JOIN incident i ON i.id = w.incident_id
WHERE w.deleted IS NULL
GROUP BY w.incident_id;

-- How both clocks of each ended case came out.
CREATE VIEW incident_judged AS
SELECT k.id AS id, k.completed_at AS completed_at,
    kk_day(k.completed_at) AS day,
    kk_sla(k.clocks, '連絡', 'status') AS contact,
    kk_sla(k.clocks, '着手', 'status') AS onsite
FROM incident_clock k
WHERE k.completed_at IS NOT NULL AND k.returned_at IS NULL;

-- When it came to us: a case without the time of the call has that of the order.
CREATE VIEW incident_term AS
SELECT i.id AS id, kk_day(coalesce(i.received_at, i.instructed_at)) AS came,
    kk_day(CASE WHEN i.returned_at IS NULL THEN i.completed_at END) AS done,
    kk_day(i.returned_at) AS back
FROM incident i
WHERE i.deleted IS NULL;
