-- As it is from that day on; of another contract neither number nor day.
SELECT kk_param_text('cover.contractor', d.day) AS contractor,
    kk_param_text('cover.address', d.day) AS address,
    kk_param_text('cover.representative', d.day) AS representative,
    (SELECT e.value FROM cover_entered e
     WHERE e.key = 'cover.contract_no'
       AND d.day BETWEEN e.valid_from AND e.valid_to) AS contract_no,
    (SELECT e.value FROM cover_entered e
     WHERE e.key = 'cover.contract_date'
       AND d.day BETWEEN e.valid_from AND e.valid_to) AS contract_date,
    coalesce(kk_param_text('cover.addressee', d.day), '（あて先）札幌市長')
        AS addressee,
    kk_param_text('cover.section', d.day) AS section,
    kk_param_text('cover.mail', d.day) AS mail,
    kk_param_text('cover.person', d.day) AS person,
    kk_param_text('cover.phone', d.day) AS phone,
    kk_param_text('cover.mail_from', d.day) AS mail_from,
    kk_param_text('cover.seal', d.day) AS seal,
    kk_param_text('cover.check', d.day) AS "check"
FROM (SELECT coalesce(:from, kk_today()) AS day) d
