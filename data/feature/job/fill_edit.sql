SELECT order_no, ordered_at AS ordered, place_id AS place, due_on AS due,
       agreed_by, agreed_at, agreed_ref, note,
       received_at AS received, finished_at AS finished, returned_to AS "to"
FROM job WHERE id = :job
