SELECT c.segment || ' ' || coalesce(m.short, m.name, c.dev_label)
FROM contract_model c
LEFT JOIN model m ON m.id = c.model_id
WHERE c.id = :id
