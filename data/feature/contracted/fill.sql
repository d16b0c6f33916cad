SELECT segment, model_id AS model, contracted_number AS number,
       list_no AS line, dev_label AS device, note, valid_from, valid_to
FROM contract_model WHERE id = :contracted
