SELECT 23 AS id, '予備機 要更新' AS label, count(*) AS n,
       'stale_spares' AS list
FROM spare_now WHERE NOT up_to_date
