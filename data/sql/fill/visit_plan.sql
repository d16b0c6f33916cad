SELECT coalesce(v.contact_person, i.site_contact) AS contact,
       v.planned_at AS at, v.who_id AS who, v.told_at AS told
FROM incident i
LEFT JOIN visit v ON v.id = :visit
WHERE i.id = :incident
