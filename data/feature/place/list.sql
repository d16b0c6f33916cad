SELECT p.id, s.no AS site_no, s.name AS site, p.name AS place, p.kana,
       p.floor, p.kind, p.ledger_scope, p.print_scope,
       coalesce(s.no, 999) AS sort
FROM place p
LEFT JOIN site s ON s.id = p.site_id
WHERE p.deleted IS NULL
  AND (:site IS NULL OR p.site_id = :site)
