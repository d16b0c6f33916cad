SELECT id, name, kana, role, phone, id_card_no, roster_from, roster_to,
       notified_on
FROM person WHERE id = :id
