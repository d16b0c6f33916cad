SELECT 7 AS id, '後処理' AS label, count(DISTINCT r.id) AS n,
       'aftercare' AS list
FROM incident_rest r WHERE r.mail_sent_at IS NOT NULL
