SELECT site_id AS site, name, kana, floor, kind, ledger_scope, print_scope
FROM place WHERE id = :place
