SELECT 'No.' || coalesce(no, '－') || ' ' || name FROM site WHERE id = :id
