SELECT name, vendor, short, kana, service, phone, mail, needs_text,
       issues_certificate, contract_note, closed_on
FROM vendor_desk WHERE id = :desk
