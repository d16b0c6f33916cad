SELECT 'media_doc', id, 'version', NULL
FROM media_doc
WHERE id = :id AND changed = '変更なし' AND version IS NOT NULL
