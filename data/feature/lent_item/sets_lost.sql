SELECT 'sec_record', id, 'kind', '紛失' FROM sec_record WHERE id = :id
UNION ALL
SELECT 'lent_item', s.lent_item_id, 'lost_at', s.at
FROM sec_record s WHERE s.id = :id
