-- Of the incident that the form names, by its place among those that stand
-- (1 is the first); where it names none, by the number of an incident.
SELECT x.id,
       CASE WHEN x.maker = 1 THEN 'メーカーSE' ELSE coalesce(p.name, '訪問') END
       || ' ' || coalesce(kk_time_text(coalesce(x.planned_at, x.arrived_at,
                                                x.started_at)), ''),
       x.deleted,
       CASE WHEN :incident IS NULL THEN kk_numbers(i.no)
            ELSE kk_numbers((SELECT count(*) FROM visit y
                             WHERE y.incident_id = x.incident_id
                               AND y.deleted IS NULL
                               AND (coalesce(y.planned_at, y.arrived_at,
                                             y.started_at, 0), y.id)
                                   <= (coalesce(x.planned_at, x.arrived_at,
                                                x.started_at, 0), x.id)))
       END,
       NULL, NULL
FROM visit x
LEFT JOIN incident i ON i.id = x.incident_id
LEFT JOIN person p ON p.id = x.who_id
WHERE (:incident IS NULL OR x.incident_id = :incident)
