-- By id; or by its place among those of the unit (1 is the first).
SELECT x.id, u.machine_id || ' ' || coalesce(kk_time_text(x.happened_at), '')
FROM (SELECT m.*, row_number() OVER (PARTITION BY m.unit_id
                                     ORDER BY m.happened_at, m.id) AS nth
      FROM unit_move m
      WHERE m.deleted IS NULL
        AND (:unit IS NULL OR m.unit_id = :unit)) x
JOIN unit u ON u.id = x.unit_id
WHERE x.id = :refid
   OR (:unit IS NOT NULL AND x.nth = :refid)
