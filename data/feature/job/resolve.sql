-- Our number, the city's order, or an id.
SELECT id, no || ' ' || kind || coalesce(' ' || order_no, '') FROM job
WHERE deleted IS NULL
  AND (id = :refid OR no = upper(:ref) OR order_no = :ref)
