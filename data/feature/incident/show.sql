SELECT q.id AS id, q.no AS no, q.city_no AS city_no, q.state AS state,
       q.place_name AS place, q.dept_name AS dept,
       q.machine_id AS machine_id, q.device AS device, q.serial AS serial,
       q.segment AS segment, q.dev_type AS dev_type,
       q.flow_class AS flow_class, q.symptom AS symptom,
       q.error_text AS error, q.site_contact AS contact,
       q.site_phone AS phone, q.assignee_name AS assignee,
       q.occurred_at AS occurred, q.received_at AS received,
       q.instructed_at AS instructed, q.contacted_at AS contacted,
       (SELECT c.fields_confirmed FROM contact c
        WHERE c.incident_id = q.id AND c.deleted IS NULL
          AND c.fields_confirmed IS NOT NULL
        ORDER BY c.at DESC, c.id DESC LIMIT 1) AS handover,
       CASE q.onsite WHEN 'yes' THEN '要' WHEN 'no' THEN '不要' END AS onsite,
       q.started_at AS started,
       q.contact_status AS contact_status,
       kk_sla(q.clocks, '連絡', 'from') AS contact_from,
       kk_sla(q.clocks, '連絡', 'due') AS contact_due,
       kk_sla(q.clocks, '連絡', 'limit') AS contact_limit,
       kk_sla(q.clocks, '連絡', 'elapsed') AS contact_elapsed,
       kk_sla(q.clocks, '連絡', 'left') AS contact_left,
       kk_sla(q.clocks, '連絡', 'words') AS contact_words,
       q.contact_miss_reason
       || CASE WHEN q.contact_status IN ('未達', '計測中') THEN ''
               ELSE '（不要）' END AS contact_miss_reason,
       q.onsite_status AS onsite_status,
       kk_sla(q.clocks, '着手', 'from') AS onsite_from,
       kk_sla(q.clocks, '着手', 'due') AS onsite_due,
       kk_sla(q.clocks, '着手', 'limit') AS onsite_limit,
       kk_sla(q.clocks, '着手', 'elapsed') AS onsite_elapsed,
       kk_sla(q.clocks, '着手', 'left') AS onsite_left,
       kk_sla(q.clocks, '着手', 'words') AS onsite_words,
       q.onsite_miss_reason
       || CASE WHEN q.onsite_status IN ('未達', '計測中') THEN ''
               ELSE '（不要）' END AS onsite_miss_reason,
       q.waive_agreed_by AS waive_agreed_by,
       q.waive_agreed_at AS waive_agreed_at,
       q.waive_expected_end AS waive_expected_end, q.severe AS severe,
       q.cause_kind AS cause_kind, q.cause AS cause, q.action AS action,
       q.result AS result, q.remarks AS remarks,
       f.machine_id AS swap_unit, g.machine_id AS swap_spare,
       q.swap_at AS swap_at, q.swap_misfit AS swap_misfit,
       q.no_swap_reason AS no_swap_reason, q.asked_at AS asked_at,
       q.asked_of AS asked_of, q.answered_at AS answered_at,
       q.answer AS answer, q.handed_at AS handed_at,
       q.handed_to AS handed_to, q.shipped_at AS shipped_at,
       q.shipped_to AS shipped_to, q.ship_no AS ship_no,
       q.ship_back_at AS ship_back_at,
       (SELECT h.handed_text FROM incident h WHERE h.id = q.id)
       AS handed_text, q.part AS part, q.part_at AS part_at,
       (SELECT sum((w.to_at - w.from_at) / 60) FROM work w
        WHERE w.incident_id = q.id AND w.deleted IS NULL) AS effort,
       q.user_check_by AS user_check_by, q.user_check_at AS user_check,
       q.completed_at AS completed, q.mail_sent_at AS mail_sent,
       q.held_since AS held, q.hold_reason AS hold_reason,
       q.returned_at AS returned, q.return_reason AS return_reason,
       (SELECT group_concat(o.no, '、') FROM incident o
        WHERE o.merged_into_id = q.id) AS merged,
       CASE WHEN q.completed_at IS NULL THEN
           (SELECT t.text FROM desk_text t WHERE t.incident_id = :id)
       END AS told,
       CASE WHEN q.completed_at IS NULL THEN
           (SELECT t.mail FROM desk_mail t WHERE t.incident_id = :id)
       END AS desk_mail
FROM incident_now q
LEFT JOIN unit f ON f.id = q.swap_unit_id
LEFT JOIN unit g ON g.id = q.swap_spare_id
WHERE q.id = :id
