-- Of the unit that the form names, by its place among those that stand (1 is
-- the first).
SELECT x.id,
       u.machine_id || ' ' || coalesce(kk_time_text(x.happened_at), ''),
       x.deleted,
       CASE WHEN :unit IS NOT NULL
            THEN kk_numbers((SELECT count(*) FROM unit_move y
                             WHERE y.unit_id = x.unit_id
                               AND y.deleted IS NULL
                               AND (coalesce(y.happened_at, 0), y.id)
                                   <= (coalesce(x.happened_at, 0), x.id)))
       END,
       NULL, NULL
FROM unit_move x
LEFT JOIN unit u ON u.id = x.unit_id
WHERE (:unit IS NULL OR x.unit_id = :unit)
