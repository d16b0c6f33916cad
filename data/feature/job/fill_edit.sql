SELECT order_no, ordered_at AS ordered, place_id AS place, due_on AS due,
       agreed_by, agreed_at, agreed_ref, note
FROM job WHERE id = :job
