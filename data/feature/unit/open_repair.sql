-- A repair of the device itself that is open, to which :state does not belong.
SELECT u.machine_id FROM unit u
JOIN repair r ON r.unit_id = u.id AND r.part IS NULL AND r.finished_at IS NULL
    AND r.deleted IS NULL
WHERE u.id = :unit AND u.state <> :state
  AND :state NOT IN ('故障保管', '修理中', '再構築中')
LIMIT 1
