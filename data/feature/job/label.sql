SELECT no || ' ' || kind || coalesce(' ' || order_no, '') FROM job WHERE id = :id
