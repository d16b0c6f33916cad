SELECT p.id AS id, p.name AS name, p.kana AS kana,
       coalesce(r.role,
                CASE WHEN p.role IN ('業務責任者', '情報セキュリティ責任者')
                     THEN '従事者' ELSE p.role END) AS role,
       p.phone AS phone, p.id_card_no AS id_card_no,
       p.roster_from AS roster_from, p.roster_to AS roster_to,
       p.notified_on AS notified_on
FROM person p
LEFT JOIN role_now r ON r.person_id = p.id
WHERE p.id = :id
