SELECT id, no || ' ' || coalesce(replace(substr(question, 1, 20), char(10), ' '),
                                 '質問'),
       deleted, kk_numbers(no), NULL, NULL
FROM qa
