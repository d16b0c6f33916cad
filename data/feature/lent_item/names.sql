SELECT id, kind || ' ' || no, deleted,
       kk_numbers(no, kind || no), NULL, kk_names(name)
FROM lent_item
