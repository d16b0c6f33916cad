-- By its line in 別表1.
SELECT c.id, c.segment || ' ' || coalesce(m.short, m.name, c.dev_label),
       c.deleted, kk_numbers(c.list_no), NULL, NULL
FROM contract_model c
LEFT JOIN model m ON m.id = c.model_id
