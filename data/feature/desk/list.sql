SELECT d.id AS id, d.vendor AS vendor, d.name AS name, d.short AS short,
       d.service AS service, d.phone AS phone, d.mail AS mail,
       d.needs_text AS needs, d.issues_certificate AS certificate,
       d.closed_on AS closed_on, d.contract_note AS note,
       kk_desk_badge(d.id, '受付', kk_now()) AS badge,
       (SELECT count(*) FROM repair r
        WHERE r.desk_id = d.id AND r.finished_at IS NULL AND r.deleted IS NULL)
           AS repairs
FROM vendor_desk d
WHERE d.deleted IS NULL
