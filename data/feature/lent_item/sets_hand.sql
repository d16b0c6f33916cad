-- Whoever hands it over has it before his eyes. An earlier case is over with
-- the earlier holder.
SELECT 'lent_item', id, 'checked_at', since_at FROM lent_item WHERE id = :id
UNION ALL
SELECT 'lent_item', id, 'incident_id', :incident FROM lent_item
WHERE id = :id AND incident_id IS NOT :incident
