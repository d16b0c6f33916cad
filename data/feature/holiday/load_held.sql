SELECT id, date FROM holiday
WHERE date BETWEEN :from AND :to AND source = '内閣府' AND deleted IS NULL
