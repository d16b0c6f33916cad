SELECT id, coalesce(short, name), deleted,
       kk_names(name, short, kana),
       kk_names(vendor),
       kk_names(name, short)
FROM vendor_desk
