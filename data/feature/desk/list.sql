SELECT d.id AS id, d.vendor AS vendor, d.name AS name, d.short AS short,
       d.service AS service, d.phone AS phone,
       -- The numbers alone: what each is for stands on the desk's page.
       (WITH RECURSIVE n(head, rest) AS (
            SELECT '', d.phone
            UNION ALL
            SELECT head || CASE WHEN instr(rest, '（') > 0
                                THEN substr(rest, 1, instr(rest, '（') - 1)
                                ELSE rest END,
                CASE WHEN instr(rest, '（') > 0 AND instr(rest, '）') > 0
                     THEN substr(rest, instr(rest, '）') + 1) ELSE '' END
            FROM n WHERE rest <> '')
        SELECT head FROM n WHERE rest = '' LIMIT 1) AS numbers, d.mail AS mail,
       d.needs_text AS needs, d.issues_certificate AS certificate,
       d.closed_on AS closed_on, d.contract_note AS note,
       kk_desk_badge(d.id, '受付', kk_now()) AS badge,
       (SELECT count(*) FROM repair r
        WHERE r.desk_id = d.id AND r.finished_at IS NULL AND r.deleted IS NULL)
           AS repairs
FROM vendor_desk d
WHERE d.deleted IS NULL
