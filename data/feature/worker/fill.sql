SELECT name, kana, role, phone, id_card_no AS card, roster_from AS "from",
       roster_to AS "to", notified_on AS notified
FROM person WHERE id = :worker
