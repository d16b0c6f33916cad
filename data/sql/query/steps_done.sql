-- The latest word on every step of a record that was ticked or left out. Ticks
-- of a case are kept with it.
SELECT s.step_key, s.done, s.at, s.note FROM step_done s
WHERE s.deleted IS NULL
  AND (s.incident_id = :row OR s."row" = :row AND s.tab = :tab)
ORDER BY s.at, s.id
