-- Lent things that somebody still holds.
SELECT l.id AS id, 'lent_item' AS target, coalesce(l.kind, '貸与品') AS kind,
       l.no AS no, coalesce(l.name, '') || coalesce('  ' || p.name, '') AS what,
       l.lent_at AS at, NULL AS unit_id, NULL AS incident_id, 2 AS sort
FROM lent_item l
LEFT JOIN person p ON p.id = l.holder_id
WHERE l.deleted IS NULL AND l.returned_at IS NULL
  AND l.kind IN ('スペアキー', 'ICカード') AND l.holder_id IS NOT NULL
