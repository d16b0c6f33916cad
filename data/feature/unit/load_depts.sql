SELECT id, name, site_id, NULL FROM dept WHERE deleted IS NULL
