SELECT id, vendor, name, short, service, phone, mail, needs_text AS needs,
       issues_certificate AS certificate, closed_on, contract_note AS note
FROM vendor_desk
WHERE deleted IS NULL
