-- By id: the order of 別表3, in which they were loaded.
SELECT id, vendor, name, short, kana, service, phone, mail, needs_text,
       contract_note, closed_on, issues_certificate
FROM vendor_desk
WHERE deleted IS NULL
ORDER BY id
