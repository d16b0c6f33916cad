-- What the maker's desk wants to be told of a case, for the foot of its page.
SELECT
    (SELECT group_concat(t.label || ' ' || coalesce(t.text, 'まだ'), '  ')
     FROM desk_item t WHERE t.incident_id = :incident AND t.n IN (5, 6))
    || coalesce('  ほか ' || replace(replace(v.needs_text, '製造番号、', ''),
                                     '製造機番、', ''), '')
FROM incident i
LEFT JOIN unit u ON u.id = i.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN vendor_desk v ON v.id = m.desk_id AND v.deleted IS NULL
WHERE i.id = :incident
