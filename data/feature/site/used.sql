SELECT (SELECT count(*) FROM place WHERE site_id = :id AND deleted IS NULL)
     + (SELECT count(*) FROM dept WHERE site_id = :id AND deleted IS NULL)
