-- An erased disk holds no image until リカバリ is recorded: no spare that is
-- ready (§5.1.2), whichever way it comes back.
SELECT 'unit', unit_id, 'image_release_id', NULL FROM repair_now
WHERE id = :id AND NOT stays
  AND (rebuilt_at IS NULL OR rebuilt_at < erased_at)
