-- Keys and what was taken for a case, mine first; a card is worn every day.
SELECT l.id AS id, 'lent_item' AS target, l.kind AS kind, l.no AS no,
       l.holder_name || coalesce('  ' || l.incident_no
           || CASE WHEN l.overdue THEN ' は終わっています' ELSE '' END, '')
       || coalesce('  ' || l.name, '') AS what,
       l.since_at AS at, l.unit_id AS unit_id, l.incident_id AS incident_id,
       CASE WHEN l.holder_id IS kk_worker() THEN 2 ELSE 5 END AS sort
FROM lent_item_now l
WHERE l.here AND l.holder_id IS NOT NULL
  AND (l.kind = 'スペアキー' OR l.incident_id IS NOT NULL)
