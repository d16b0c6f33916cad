SELECT 29, o.id FROM finding f JOIN finding o ON o.no = f.no WHERE f.id = :id
