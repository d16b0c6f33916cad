SELECT o.city_ref AS city_ref, o.ordered_at AS ordered, o.agreed_by AS agreed_by,
       o.agreed_at AS agreed_at, o.agreed_ref AS agreed_ref,
       o.finished_at AS submitted, o.submitted_to AS "to", o.note AS note
FROM media_order o
WHERE o.id = :order
