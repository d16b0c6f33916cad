-- An erased disk holds no image until リカバリ is recorded: no spare that is
-- ready (§5.1.2), whichever way it comes back. Where that came first to be
-- written down, also in another repair of the device, it holds one.
SELECT 'unit', r.unit_id, 'image_release_id', NULL FROM repair_now r
WHERE r.id = :id AND NOT r.stays
  AND NOT EXISTS (SELECT 1 FROM repair o
                  WHERE o.unit_id = r.unit_id AND o.deleted IS NULL
                    AND o.rebuilt_at >= r.erased_at)
