SELECT name, maker, short, kana, dev_type, flow_class, desk_id AS desk,
       warranty_months, counted, paired_with_id AS paired_with, valid_from,
       valid_to
FROM model WHERE id = :model
