SELECT service, CAST(dow AS TEXT) AS dow, kk_min_text(open_min) AS "open",
       kk_min_text(close_min) AS "close"
FROM desk_hours WHERE id = :hours
