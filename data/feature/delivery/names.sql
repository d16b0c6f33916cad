SELECT d.id, d.set_name, d.deleted, kk_names(d.set_name), NULL, NULL FROM delivery d
