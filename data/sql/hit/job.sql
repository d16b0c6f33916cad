SELECT 21, o.id FROM job j JOIN job o ON o.no = j.no WHERE j.id = :id
