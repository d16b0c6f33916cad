SELECT id, no || ' ' || kind, deleted, kk_numbers(no), NULL, NULL
FROM finding
