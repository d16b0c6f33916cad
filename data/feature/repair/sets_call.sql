-- One that stays in use while a part of it is replaced keeps its state.
SELECT 'unit', unit_id, 'state', '修理中' FROM repair_now
WHERE id = :id AND NOT stays AND part IS NULL
  AND unit_state IN ('故障保管', '保管', '予備')
