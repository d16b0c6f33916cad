-- 別表1: what the contract counts, beside what the ledger holds.
SELECT c.id, c.list_no, c.segment, c.dev_label AS device, m.name AS model,
       c.contracted_number AS contracted,
       (SELECT count(*) FROM unit u
        WHERE u.model_id = c.model_id AND u.segment = c.segment
          AND u.deleted IS NULL) AS units,
       c.note, c.valid_from, c.valid_to
FROM contract_model c
LEFT JOIN model m ON m.id = c.model_id
WHERE c.deleted IS NULL
