-- By its line in 別表1, or id.
SELECT c.id, c.segment || ' ' || coalesce(m.short, m.name, c.dev_label)
FROM contract_model c
LEFT JOIN model m ON m.id = c.model_id
WHERE c.deleted IS NULL AND (c.id = :refid OR c.list_no = :refid)
