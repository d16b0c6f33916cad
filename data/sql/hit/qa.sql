SELECT 28, o.id FROM qa q JOIN qa o ON o.no = q.no WHERE q.id = :id
