SELECT no, name, model_id AS model, note FROM lent_item WHERE id = :item
