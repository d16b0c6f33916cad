SELECT * FROM incident_line q
WHERE 1
--search
  AND instr(kk_fold(coalesce(q.no, '') || ' ' || coalesce(q.city_no, '')
                    || q.place_text || q.device || coalesce(q.machine_id, '')
                    || coalesce(q.serial, '') || coalesce(q.symptom, '')
                    || coalesce(q.error_text, '')
                    || coalesce(q.site_contact, '') || q.state), :fold) > 0
--end
