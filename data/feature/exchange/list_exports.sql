SELECT x.id, x.at, x.seq, x.entries, x.files, x.reason, x.permit,
    (SELECT name FROM person WHERE id = x.worker) AS worker,
    CASE WHEN x.written THEN '' ELSE '途中で終わりました' END AS state
FROM export_log x
