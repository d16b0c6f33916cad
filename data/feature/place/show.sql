SELECT p.id, p.name AS place, s.no AS site_no, s.name AS site, p.kana, p.floor,
       p.kind, p.ledger_scope, p.print_scope,
       (SELECT count(*) FROM unit u
        WHERE u.place_id = p.id AND u.deleted IS NULL) AS units
FROM place p LEFT JOIN site s ON s.id = p.site_id WHERE p.id = :id
