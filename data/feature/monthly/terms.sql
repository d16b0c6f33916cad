SELECT j.key + 1 AS id, json_extract(j.value, '$.word') AS word,
    json_extract(j.value, '$.meaning') AS meaning,
    json_extract(j.value, '$.kana') AS kana
FROM json_each(kk_sheet('contract/term.csv')) j
