-- By id; by its place among those of the incident (1 is the first); or by the
-- number of an incident.
SELECT x.id, i.no || ' ' || coalesce(kk_time_text(x.from_at), '')
FROM (SELECT x.*, row_number() OVER (PARTITION BY x.incident_id
                                     ORDER BY x.from_at, x.id) AS nth
      FROM work x
      WHERE x.deleted IS NULL
        AND (:incident IS NULL OR x.incident_id = :incident)) x
JOIN incident i ON i.id = x.incident_id
WHERE x.id = :refid
   OR (:incident IS NOT NULL AND x.nth = :refid)
   OR (:incident IS NULL AND i.no = :ref)
