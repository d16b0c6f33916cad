SELECT u.machine_id || ' ' || kk_time_text(x.happened_at)
FROM unit_move x JOIN unit u ON u.id = x.unit_id
WHERE x.id = :id
