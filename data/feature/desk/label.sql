SELECT coalesce(short, name) FROM vendor_desk WHERE id = :id
