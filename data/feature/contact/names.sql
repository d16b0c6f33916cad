-- Of the incident that the form names, by its place among those that stand
-- (1 is the first); where it names none, by the number of an incident.
SELECT x.id,
       kk_time_text(x.at) || ' ' || x.to_kind
       || CASE WHEN x.reached = 1 THEN '' ELSE ' 不在' END,
       x.deleted,
       CASE WHEN :incident IS NULL THEN kk_numbers(i.no)
            ELSE kk_numbers((SELECT count(*) FROM contact y
                             WHERE y.incident_id = x.incident_id
                               AND y.deleted IS NULL
                               AND (coalesce(y.at, 0), y.id)
                                   <= (coalesce(x.at, 0), x.id)))
       END,
       NULL, NULL
FROM contact x
LEFT JOIN incident i ON i.id = x.incident_id
WHERE (:incident IS NULL OR x.incident_id = :incident)
