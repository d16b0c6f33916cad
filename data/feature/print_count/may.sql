SELECT 'もう読んでいます。直すときは「印刷枚数を訂正」です'
FROM ruled_print_count c
WHERE c.id = :id AND c."count" IS NOT NULL
