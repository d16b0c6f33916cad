SELECT d.id, d.name, d.deleted, kk_names(d.name), NULL, NULL FROM delivery d
