SELECT 'qa', id, 'answered_to', asker FROM qa
WHERE id = :id AND answered_to IS NULL AND asker IS NOT NULL
