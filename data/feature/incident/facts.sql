-- The facts and conditions of data/workflow/steps.csv for one incident, a
-- column each (doc/contract-data.md). A fact is null while it is not so; else
-- a time, a text that says with what, or 1.
WITH swapped AS (
    SELECT unit_id AS id, warranty, place_kind, place_name, state
    FROM incident_faulty WHERE id = :id
)
SELECT coalesce(q.flow_class, '-') AS flow_class,
    m.dev_type AS dev_type,
    q.onsite IS NOT 'no' AS onsite,
    coalesce(q.cause_kind, '機器故障') = '機器故障' AS fault,
    coalesce(q.cause_kind, '機器故障')
        IN ('機器故障', '設定起因（SE手配）') AS se,
    q.cause_kind IS '設定起因' AS config,
    q.swap_unit_id IS NOT NULL AS swapped,
    o.warranty IS '保証内' AS in_warranty,
    o.warranty IS '保証外' AS out_warranty,
    o.warranty IS '不明' OR q.asked_at IS NOT NULL AS unknown_warranty,
    q.onsite IS 'yes' OR q.last_start_at IS NOT NULL AS decided,
    EXISTS (SELECT 1 FROM visit v
            WHERE v.incident_id = q.id AND v.deleted IS NULL AND v.maker = 1
              AND v.worked_on IN ('制御PC', '両方'))
        OR m.dev_type IS '打番スキャナ制御PC'
            AND coalesce(q.cause_kind, '機器故障')
                IN ('機器故障', '設定起因（SE手配）') AS control_pc,
    coalesce(o.id, q.unit_id) AS faulty,
    (SELECT max(r.id) FROM repair r
     WHERE r.unit_id = o.id AND r.incident_id = q.id AND r.deleted IS NULL)
        AS case_repair,
    q.contacted_at AS contact,
    (SELECT min(c.at) FROM contact c
     WHERE c.incident_id = q.id AND c.deleted IS NULL
       AND c.fields_confirmed IS NOT NULL) AS confirm,
    u.machine_id AS unit,
    coalesce((SELECT s.machine_id FROM unit s WHERE s.id = q.swap_spare_id),
             (SELECT s.machine_id FROM unit s
              WHERE s.spare_incident_id = q.id AND s.deleted IS NULL
              ORDER BY s.machine_id LIMIT 1)) AS spare,
    q.id IN (SELECT s.id FROM spare_short s)
        OR EXISTS (SELECT 1 FROM spare_report r
                   WHERE r.incident_id = q.id AND r.deleted IS NULL) AS short,
    (SELECT min(r.at) FROM spare_report r
     WHERE r.incident_id = q.id AND r.deleted IS NULL) AS spare_report,
    (SELECT min(coalesce(v.planned_at, v.arrived_at, v.started_at, v.left_at))
     FROM visit v WHERE v.incident_id = q.id AND v.deleted IS NULL
       AND v.maker IS NOT 1) AS visit_plan,
    (SELECT min(coalesce(v.arrived_at, v.started_at, v.left_at)) FROM visit v
     WHERE v.incident_id = q.id AND v.deleted IS NULL
       AND v.maker IS NOT 1) AS visit_arrive,
    (SELECT min(v.started_at) FROM visit v
     WHERE v.incident_id = q.id AND v.deleted IS NULL
       AND v.maker IS NOT 1) AS visit_start,
    CASE WHEN q.no_spare THEN q.part_at
         ELSE coalesce(q.swap_at, q.part_at) END AS swap,
    CASE WHEN o.place_kind NOT IN ('拠点', '搬送') THEN o.place_name END
        AS carry,
    q.cause_kind AS cause_kind,
    (SELECT min(c.at) FROM contact c
     WHERE c.incident_id = q.id AND c.deleted IS NULL
       AND c.to_kind = 'メーカー' AND c.reached = 1) AS maker_contact,
    (SELECT min(coalesce(v.planned_at, v.arrived_at, v.started_at))
     FROM visit v WHERE v.incident_id = q.id AND v.deleted IS NULL
       AND v.maker = 1) AS se_plan,
    (SELECT min(v.told_at) FROM visit v
     WHERE v.incident_id = q.id AND v.deleted IS NULL
       AND v.maker = 1) AS se_told,
    (SELECT min(v.started_at) FROM visit v
     WHERE v.incident_id = q.id AND v.deleted IS NULL
       AND v.maker = 1) AS se_start,
    (SELECT max(v.left_at) FROM visit v
     WHERE v.incident_id = q.id AND v.deleted IS NULL
       AND v.maker = 1) AS se_done,
    coalesce(q.shipped_at,
             (SELECT min(r.called_at) FROM repair r
              WHERE r.unit_id = o.id AND r.incident_id = q.id
                AND r.deleted IS NULL),
             CASE WHEN o.place_kind = 'メーカー' THEN 1 END) AS ship,
    q.ship_back_at AS ship_back,
    coalesce(q.handed_at, CASE WHEN o.state = '市引渡済' THEN 1 END)
        AS hand_over,
    coalesce(q.asked_at,
             (SELECT min(c.at) FROM contact c
              WHERE c.incident_id = q.id AND c.deleted IS NULL
                AND c.to_kind = '市' AND c.reached = 1
                AND c.at >= q.swap_at)) AS ask_city,
    q.answered_at AS answer,
    q.user_check_at AS user_check,
    q.completed_at AS complete,
    q.mail_sent_at AS mail
FROM incident_clock q
LEFT JOIN unit u ON u.id = q.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN swapped o
WHERE q.id = :id
