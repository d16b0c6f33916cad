-- A disk that was erased since, in another repair of the device, holds none.
SELECT 'unit', r.unit_id, 'image_release_id', :media FROM repair r
WHERE r.id = :id
  AND NOT EXISTS (SELECT 1 FROM unit_wipe w
                  WHERE w.unit_id = r.unit_id AND w.at > r.rebuilt_at)
