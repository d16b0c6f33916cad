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
       q.onsite_status AS onsite_status, q.assignee_name AS assignee,
       q.completed_at AS completed, q.machine_id AS machine_id,
       q.serial AS serial, q.segment AS segment, q.dev_type AS dev_type,
       q.flow_class AS flow_class, q.site_no AS site_no,
       q.occurred_at AS occurred, q.received_at AS received,
       q.contacted_at AS contacted, q.started_at AS started,
       q.mail_sent_at AS mail_sent, q.cause_kind AS cause_kind,
       q.severe AS severe,
       (q.completed_at IS NULL AND q.returned_at IS NULL) OR q.no_spare
           AS open,
       q.unit_id AS unit_id, q.place_id AS place_id
FROM incident_now q
WHERE 1
--search
  AND instr(kk_fold(coalesce(q.no, '') || ' ' || coalesce(q.city_no, '')
                    || q.place_text || q.device || coalesce(q.machine_id, '')
                    || coalesce(q.serial, '') || coalesce(q.symptom, '')
                    || coalesce(q.error_text, '')
                    || coalesce(q.site_contact, '') || q.state), :fold) > 0
--end
