-- A unit that a case is open about and that was not swapped out is no spare.
SELECT u.machine_id || ' には終わっていない案件 ' || coalesce(i.no, '')
       || ' があります。案件を完了するか、ほかの機器の貸与を受けてください',
       'unit'
FROM unit u
JOIN incident i ON i.unit_id = u.id AND i.deleted IS NULL
    AND i.completed_at IS NULL AND i.returned_at IS NULL
    AND i.swap_unit_id IS NULL
WHERE u.id = :id AND u.deleted IS NULL
LIMIT 1
