SELECT 'この修理は終わっています'
FROM repair WHERE id = :id AND finished_at IS NOT NULL
