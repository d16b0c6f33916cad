-- What remains of a case whose mail is out: it holds neither target nor month.
SELECT q.id AS id, q.no AS no, q.place_text AS place, q.device AS device,
       r.machine_id AS machine_id, r.rest AS rest, r.since AS since,
       r.warranty AS warranty, q.mail_sent_at AS mailed, q.unit_id AS unit_id
FROM (SELECT id, machine_id, warranty, group_concat(rest, '、') AS rest,
             min(since) AS since
      FROM incident_rest WHERE mail_sent_at IS NOT NULL GROUP BY id) r
JOIN incident_now q ON q.id = r.id
