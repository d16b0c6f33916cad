-- What is computed and never stored. These views stand in front
-- of the statements that name them (store/view.c). kk_now, kk_case, kk_fact, kk_sla and
-- kk_own_start are the program's functions (domain/sqlfn.h, domain/slafn.h).

-- --- incidents -------------------------------------------------------------

-- An incident with the facts of its calls and visits and both clocks. They come
-- by a table of one row, so that each is read once, however many columns are
-- made of them: the planner puts the text of a plain column into every place
-- that names it, a query within it too. `ended` stops both clocks: completed,
-- handed back, or solved by phone with the site reached.
CREATE VIEW incident_clock AS
SELECT i.*,
    kk_fact(c.value, 'contacted') AS contacted_at,
    kk_fact(c.value, 'started') AS started_at,
    kk_fact(c.value, 'last_start') AS last_start_at,
    kk_fact(c.value, 'next_visit') AS next_visit_id,
    i.swap_unit_id IS NOT NULL AND i.swap_spare_id IS NULL AS no_spare,
    kk_fact(c.value, 'ended') AS ended_at,
    kk_fact(c.value, 'worked') AS start_unknown,
    c.value AS clocks,
    CASE
    WHEN i.returned_at IS NOT NULL THEN '差戻し'
    WHEN i.swap_unit_id IS NOT NULL AND i.swap_spare_id IS NULL THEN '予備未定'
    WHEN i.completed_at IS NOT NULL AND i.mail_sent_at IS NULL THEN '未報告'
    WHEN i.completed_at IS NOT NULL AND coalesce(i.city_no, '') = ''
    THEN '番号未定'
    WHEN i.completed_at IS NOT NULL THEN '報告済'
    WHEN i.held_since IS NOT NULL THEN '保留'
    WHEN i.user_check_at IS NOT NULL THEN '利用者確認'
    WHEN i.swap_spare_id IS NOT NULL OR i.part_at IS NOT NULL THEN '復旧'
    WHEN (SELECT v.planned_at FROM visit v WHERE v.id = kk_fact(c.value, 'next_visit'))
         > coalesce(kk_fact(c.value, 'last_start'), 0)
    THEN (SELECT CASE WHEN v.maker = 1 THEN 'SE待ち' ELSE '訪問予定' END
          FROM visit v WHERE v.id = kk_fact(c.value, 'next_visit'))
    WHEN EXISTS (SELECT 1 FROM visit v
                 WHERE v.incident_id = i.id AND v.deleted IS NULL
                   AND v.maker = 1 AND v.started_at = kk_fact(c.value, 'last_start')
                   AND v.left_at IS NOT NULL) THEN '復旧'
    WHEN kk_fact(c.value, 'last_start') IS NOT NULL THEN '着手'
    WHEN EXISTS (SELECT 1 FROM visit v
                 WHERE v.incident_id = i.id AND v.deleted IS NULL
                   AND v.arrived_at IS NOT NULL
                   AND v.left_at IS NULL) THEN '到着'
    WHEN i.onsite = 'no' AND kk_fact(c.value, 'contacted') IS NOT NULL THEN '電話解決'
    WHEN i.flow_class = 'M'
         AND (i.cause_kind IN ('機器故障', '設定起因（SE手配）')
              OR EXISTS (SELECT 1 FROM contact c
                         WHERE c.incident_id = i.id AND c.deleted IS NULL
                           AND c.to_kind = 'メーカー' AND c.reached = 1))
    THEN 'SE手配'
    WHEN kk_fact(c.value, 'contacted') IS NOT NULL THEN '連絡済'
    ELSE '受付'
    END AS state
FROM incident i
CROSS JOIN json_each(
    kk_case(i.instructed_at,
            (SELECT min(c.at) FROM contact c
             WHERE c.incident_id = i.id AND c.deleted IS NULL
               AND c.to_kind = '現場' AND c.reached = 1),
            (SELECT min(v.started_at) FROM visit v
             WHERE v.incident_id = i.id AND v.deleted IS NULL
               AND (v.maker IS NOT 1
                    OR kk_own_start(i.flow_class, i.instructed_at) = 0)),
            (SELECT max(v.started_at) FROM visit v
             WHERE v.incident_id = i.id AND v.deleted IS NULL),
            (SELECT v.id FROM visit v
             WHERE v.incident_id = i.id AND v.deleted IS NULL
               AND v.planned_at IS NOT NULL AND v.arrived_at IS NULL
               AND v.started_at IS NULL AND v.left_at IS NULL
             ORDER BY v.planned_at, v.id LIMIT 1),
            i.completed_at, i.returned_at,
            CASE WHEN i.onsite = 'no' THEN i.onsite_decided_at END,
            coalesce(i.swap_unit_id, i.part_at,
                     CASE WHEN i.onsite = 'yes' THEN i.onsite_decided_at END),
            i.waive_expected_end,
            i.waive_agreed_at, i.waive_agreed_by)) c
WHERE i.deleted IS NULL;

-- One line an incident, as lists and reports show it: a place, a department or a
-- person that was renamed since is called as when it was written into the case.
-- next_* is the clock that is to be met next; due_key orders by it, those without
-- one behind the rest.
CREATE VIEW incident_now AS
SELECT k.*,
    kk_sla(k.clocks, '連絡', 'status') AS contact_status,
    kk_sla(k.clocks, '着手', 'status') AS onsite_status,
    -- Papers give the reason of what was missed, and no other.
    CASE WHEN kk_sla(k.clocks, '連絡', 'status') = '未達'
         THEN k.contact_miss_reason END AS contact_miss,
    CASE WHEN kk_sla(k.clocks, '着手', 'status') = '未達'
         THEN k.onsite_miss_reason END AS onsite_miss,
    kk_sla(k.clocks, 'next', 'name') AS next_clock,
    kk_sla(k.clocks, 'next', 'due') AS next_due,
    kk_sla(k.clocks, 'next', 'left') AS next_left,
    kk_sla(k.clocks, 'next', 'mark') AS next_mark,
    kk_sla(k.clocks, 'both', 'status') AS sla_status,
    k.returned_at IS NULL
        AND (k.mail_sent_at IS NULL OR k.no_spare OR k.completed_at IS NULL
             OR k.city_no IS NULL) AS in_queue,
    coalesce(m.short || CASE WHEN u.role IS NULL OR u.role = '－' THEN ''
                             ELSE ' ' || u.role END,
             k.device_text, '') AS device,
    coalesce(coalesce(kk_called(5, p.id, 3, 13, k.id, 7), p.name), '')
        || CASE WHEN d.id IS NULL OR d.name = p.name THEN ''
                ELSE ' ' || coalesce(kk_called(6, d.id, 3, 13, k.id, 8), d.name)
           END AS place_text,
    coalesce(kk_called(5, p.id, 3, 13, k.id, 7), p.name) AS place_name,
    s.no AS site_no,
    coalesce(kk_called(6, d.id, 3, 13, k.id, 8), d.name) AS dept_name,
    u.machine_id AS machine_id, u.serial AS serial, u.segment AS segment,
    m.short AS model_short, m.dev_type AS dev_type,
    coalesce(kk_called(3, a.id, 2, 13, k.id, 13), a.name) AS assignee_name
FROM incident_clock k
LEFT JOIN unit u ON u.id = k.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = k.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = k.dept_id
LEFT JOIN person a ON a.id = k.assignee_id;

-- The same under the names of the lists' columns, and what they search.
CREATE VIEW incident_line AS
SELECT q.id AS id, q.no AS no, q.city_no AS city_no,
       q.instructed_at AS instructed, q.place_name AS place,
       q.dept_name AS dept, q.device AS device, q.symptom AS symptom,
       q.state AS state, q.sla_status AS sla,
       kk_sla(q.clocks, '連絡', 'due') AS contact_due,
       kk_sla(q.clocks, '連絡', 'elapsed') AS contact_elapsed,
       kk_sla(q.clocks, '連絡', 'left') AS contact_left,
       q.contact_status AS contact_status,
       kk_sla(q.clocks, '着手', 'due') AS onsite_due,
       kk_sla(q.clocks, '着手', 'elapsed') AS onsite_elapsed,
       kk_sla(q.clocks, '着手', 'left') AS onsite_left,
       q.onsite_status AS onsite_status,
       q.contact_miss AS contact_miss, q.onsite_miss AS onsite_miss,
       CASE WHEN q.contact_miss_reason <> ''
                 AND q.contact_status NOT IN ('未達', '計測中')
              OR q.onsite_miss_reason <> ''
                 AND q.onsite_status NOT IN ('未達', '計測中') THEN '不要'
            WHEN q.contact_status = '未達'
                 AND coalesce(q.contact_miss_reason, '') = ''
              OR q.onsite_status = '未達'
                 AND coalesce(q.onsite_miss_reason, '') = '' THEN '要'
            WHEN coalesce(q.contact_miss, q.onsite_miss) IS NOT NULL
            THEN '済' END AS miss,
       q.assignee_name AS assignee,
       q.completed_at AS completed, q.machine_id AS machine_id,
       q.serial AS serial, q.segment AS segment, q.dev_type AS dev_type,
       q.flow_class AS flow_class, q.site_no AS site_no,
       q.occurred_at AS occurred, q.received_at AS received,
       q.contacted_at AS contacted, q.started_at AS started,
       q.mail_sent_at AS mail_sent, q.cause_kind AS cause_kind,
       q.severe AS severe,
       (q.completed_at IS NULL AND q.returned_at IS NULL) OR q.no_spare
           AS open,
       q.unit_id AS unit_id, q.place_id AS place_id,
       q.place_text AS place_text, q.error_text AS error_text,
       q.site_contact AS site_contact
FROM incident_now q;

-- The unit that a case took out, and whether its warranty held on the day of the
-- swap: it ends after its day, and one that is not known is not over. Only the
-- last case of a unit has anything to do with it still.
CREATE VIEW incident_faulty AS
SELECT i.id AS id, i.mail_sent_at AS mail_sent_at, i.swap_at AS swap_at,
    i.asked_at AS asked_at, i.answered_at AS answered_at,
    i.handed_at AS handed_at, i.shipped_at AS shipped_at,
    i.ship_back_at AS ship_back_at,
    u.id AS unit_id, u.machine_id AS machine_id, u.state AS state,
    p.kind AS place_kind, p.name AS place_name,
    m.flow_class AS flow_class, m.desk_id AS desk_id,
    CASE
    WHEN i.answer IS NOT NULL THEN i.answer
    WHEN u.warranty_until IS NULL THEN '不明'
    WHEN u.warranty_until >= kk_day(i.swap_at) THEN '保証内'
    ELSE '保証外'
    END AS warranty,
    u.state IN ('故障保管', '修理中') AND i.id = (
        SELECT o.id FROM incident o
        WHERE o.swap_unit_id = u.id AND o.deleted IS NULL
        ORDER BY o.swap_at DESC, o.id DESC LIMIT 1) AS waits
FROM incident i
JOIN unit u ON u.id = i.swap_unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
WHERE i.deleted IS NULL;

-- What a case that was worked on has left to do (後処理), a row each.
CREATE VIEW incident_rest AS
SELECT f.id AS id, f.mail_sent_at AS mail_sent_at, f.machine_id AS machine_id,
    f.warranty AS warranty, w.rest AS rest,
    coalesce(CASE w.rest WHEN '返着' THEN f.shipped_at
                         WHEN '照会の回答' THEN f.asked_at END,
             f.swap_at) AS since
FROM incident_faulty f
JOIN (SELECT '持帰り' AS rest UNION ALL SELECT '発送' UNION ALL SELECT '返着'
      UNION ALL SELECT '市へ引渡し' UNION ALL SELECT '保証の照会'
      UNION ALL SELECT '照会の回答') w
WHERE f.unit_id IN (SELECT id FROM unit WHERE state IN ('故障保管', '修理中'))
  AND f.waits
  AND CASE w.rest
      WHEN '持帰り' THEN f.place_kind IN ('拠点', '搬送')
      WHEN '返着' THEN f.shipped_at IS NOT NULL AND f.ship_back_at IS NULL
      WHEN '発送' THEN f.flow_class = 'S' AND f.warranty = '保証内'
                       AND f.shipped_at IS NULL
      WHEN '市へ引渡し' THEN f.flow_class = 'S' AND f.warranty = '保証外'
                       AND f.handed_at IS NULL
      WHEN '保証の照会' THEN f.flow_class = 'S' AND f.warranty = '不明'
                       AND f.asked_at IS NULL
      WHEN '照会の回答' THEN f.flow_class = 'S' AND f.warranty = '不明'
                       AND f.asked_at IS NOT NULL
      END
UNION ALL
SELECT i.id, i.mail_sent_at, u.machine_id, NULL, '修理', coalesce(r.called_at,
    i.swap_at, i.completed_at)
FROM repair r
JOIN incident i ON i.id = r.incident_id AND i.deleted IS NULL
JOIN unit u ON u.id = r.unit_id
WHERE r.finished_at IS NULL AND r.deleted IS NULL;

-- Whose broken unit was moved on, by others than its return, between its
-- shipping and its return: the return moves it no more.
CREATE VIEW incident_moved_on AS
SELECT i.id AS id, m.id AS move_id
FROM incident i
JOIN unit_move m ON m.unit_id = i.swap_unit_id AND m.deleted IS NULL
    AND m.happened_at > i.shipped_at AND m.happened_at <= i.ship_back_at
LEFT JOIN place p ON p.id = m.to_place_id
WHERE i.deleted IS NULL AND p.kind IS NOT 'メーカー'
  AND NOT (m.incident_id IS i.id AND m.reason IS 'メーカーから返着');
