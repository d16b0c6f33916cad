SELECT CASE
    WHEN :action = 'count.edit'
    THEN CASE WHEN c."count" IS NULL AND c.unread IS NULL
              THEN 'まだ読んでいません。「印刷枚数を記録」で入れます' END
    WHEN c."count" IS NOT NULL
    THEN 'もう読んでいます。直すときは「印刷枚数を訂正」です' END
FROM ruled_print_count c
WHERE c.id = :id
