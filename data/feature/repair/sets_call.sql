SELECT 'unit', unit_id, 'state', '修理中' FROM repair WHERE id = :id
