-- Of the incident that the form names, by its place among those that stand
-- (1 is the first); where it names none, by the number of an incident.
SELECT x.id,
       x.ground || ' ' || coalesce(kk_time_text(x.until_at), ''),
       x.deleted,
       CASE WHEN :incident IS NULL THEN kk_numbers(i.no)
            ELSE kk_numbers((SELECT count(*) FROM overtime y
                             WHERE y.incident_id = x.incident_id
                               AND y.deleted IS NULL
                               AND (coalesce(y.until_at, 0), y.id)
                                   <= (coalesce(x.until_at, 0), x.id)))
       END,
       NULL, NULL
FROM overtime x
LEFT JOIN incident i ON i.id = x.incident_id
WHERE (:incident IS NULL OR x.incident_id = :incident)
