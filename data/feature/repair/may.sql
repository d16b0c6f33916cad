-- The certificate's number may come after the end.
SELECT 'この修理は終わっています'
FROM repair
WHERE id = :id AND finished_at IS NOT NULL AND :action <> 'repair.cert'
