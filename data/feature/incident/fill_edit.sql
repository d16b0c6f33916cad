SELECT i.city_no AS city_no, i.place_id AS place, i.dept_id AS dept,
       i.device_text AS device, i.symptom AS symptom, i.error_text AS error,
       i.site_contact AS contact, i.site_phone AS phone,
       i.occurred_at AS occurred, i.received_at AS received,
       i.instructed_at AS instructed, i.onsite_decided_at AS decided,
       i.user_check_by AS checked_by, i.user_check_at AS checked,
       i.swap_at AS swapped, i.part AS part, i.part_at AS part_at,
       i.completed_at AS completed, i.mail_sent_at AS mailed,
       i.cause AS cause, i.action AS action,
       i.result AS result, i.remarks AS remarks
FROM incident i
WHERE i.id = :incident
