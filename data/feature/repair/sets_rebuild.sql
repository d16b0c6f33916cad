SELECT 'unit', unit_id, 'image_release_id', :media FROM repair WHERE id = :id
