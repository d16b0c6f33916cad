SELECT coalesce((SELECT v.contact_person FROM visit v
                 WHERE v.incident_id = i.id AND v.deleted IS NULL
                   AND v.contact_person IS NOT NULL
                 ORDER BY v.started_at DESC LIMIT 1),
                i.site_contact) AS "by"
FROM incident i
WHERE i.id = :incident
