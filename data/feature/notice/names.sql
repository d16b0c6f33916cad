SELECT id, coalesce(no || ' ', '') || coalesce(kind, '')
           || coalesce(' ' || replace(substr(text, 1, 16), char(10), ' '), ''),
       deleted, kk_numbers(no, approved_no), NULL, NULL
FROM notice
