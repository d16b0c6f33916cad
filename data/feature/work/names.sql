-- Of the incident that the form names, by its place among those that stand
-- (1 is the first); where it names none, by the number of an incident.
SELECT x.id,
       coalesce(p.name, '作業') || ' ' || kk_time_text(x.from_at),
       x.deleted,
       CASE WHEN :incident IS NULL THEN kk_numbers(i.no)
            ELSE kk_numbers((SELECT count(*) FROM work y
                             WHERE y.incident_id = x.incident_id
                               AND y.deleted IS NULL
                               AND (coalesce(y.from_at, 0), y.id)
                                   <= (coalesce(x.from_at, 0), x.id)))
       END,
       NULL, NULL
FROM work x
LEFT JOIN incident i ON i.id = x.incident_id
LEFT JOIN person p ON p.id = x.person_id
WHERE (:incident IS NULL OR x.incident_id = :incident)
