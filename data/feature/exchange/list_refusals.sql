SELECT r.id, r.at, r.file, ifnull(n.name, '？') AS sender, r.kind, r.text
FROM refusal r LEFT JOIN node n ON n.node = r.sender
