SELECT i.site_contact AS person
FROM incident i
WHERE i.id = :incident AND coalesce(:to, '現場') = '現場'
