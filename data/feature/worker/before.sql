-- The identity card of whoever goes (§9.3).
SELECT p.id AS id, 'worker' AS target, '身分証' AS kind,
       p.id_card_no AS no, CASE WHEN p.id_card_no IS NULL THEN '!' ELSE '' END
       AS mark, p.name || CASE WHEN p.id_card_no IS NULL
           THEN '  番号が名簿にありません' ELSE '' END AS what,
       v.incident_id AS incident_id, v.no || ' 4' AS sort,
       v.no AS incident
FROM visit_ahead v
JOIN person p ON p.id = v.who_id
