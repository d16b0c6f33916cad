SELECT id, coalesce(short, name), deleted,
       kk_names(name, short, maker || name, maker || short),
       NULL,
       kk_names(name, short, kana)
FROM model
