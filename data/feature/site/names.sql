SELECT id, 'No.' || coalesce(no, '－') || ' ' || name, deleted,
       kk_numbers(no) || kk_names(name, kana, 'No.' || no),
       NULL,
       kk_names(name, kana)
FROM site
