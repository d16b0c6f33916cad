-- Our number, the city's order.
SELECT id, no || ' ' || kind || coalesce(' ' || order_no, ''), deleted,
       kk_numbers(no, order_no), NULL, NULL
FROM job
