-- The device that a part was taken out of, its desk, whether the part holds data.
SELECT u.id, m.desk_id,
    EXISTS (SELECT 1 FROM disk_word d
            WHERE instr(kk_fold(:part), kk_fold(d.word)) > 0)
FROM incident i
JOIN unit u ON u.id = i.unit_id
JOIN model m ON m.id = u.model_id
WHERE i.id = :incident
