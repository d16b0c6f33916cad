SELECT id, kind || ' ' || coalesce(approved_no, ''), deleted,
       kk_numbers(approved_no), NULL, NULL
FROM permit
