SELECT i.id, i.at, ifnull(n.name, '？') AS sender, i.seq, i.created, i.file,
    i.entries, i.already, i.left_out, i.reviews, i.reason, i.permit,
    (SELECT name FROM person WHERE id = i.worker) AS worker
FROM import_log i LEFT JOIN node n ON n.node = i.sender
