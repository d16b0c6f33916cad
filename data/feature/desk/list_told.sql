-- Of cases whose mail has not gone out and of repairs that are open.
SELECT kk_hash63(coalesce(t.incident_id, 0) || ' ' || coalesce(t.repair_id, 0)
                 || ' ' || t.n) AS id,
       coalesce(i.no, u.machine_id) AS no, t.n AS n, t.label AS label,
       coalesce(t.text, t.unknown) AS text,
       t.text IS NULL AS missing,
       -- What a narrow row cuts.
       CASE WHEN length(coalesce(t.text, t.unknown)) > 14
            THEN t.label || ' ' || coalesce(t.text, t.unknown) END AS about, t.incident_id AS incident_id,
       t.repair_id AS repair_id,
       printf('%s %s %02d', coalesce(i.no, ''), coalesce(u.machine_id, ''), t.n)
           AS sort
FROM desk_item t
LEFT JOIN incident i ON i.id = t.incident_id
LEFT JOIN repair r ON r.id = t.repair_id
LEFT JOIN unit u ON u.id = r.unit_id
WHERE t.incident_id IN (SELECT o.id FROM incident o
                        WHERE o.mail_sent_at IS NULL AND o.returned_at IS NULL
                          AND o.deleted IS NULL)
   OR t.repair_id IN (SELECT o.id FROM repair o
                      WHERE o.finished_at IS NULL AND o.deleted IS NULL)
