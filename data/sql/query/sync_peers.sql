SELECT n.name, n.role = 'office', n.state = 'live', n.state = 'lost', n.since,
    h.at, h.created, h.skew,
    (n.role = 'office') <>
        ((SELECT value FROM meta WHERE key = 'role') = 'office') AS direct
FROM node n LEFT JOIN heard h ON h.node = n.node
WHERE n.node <> (SELECT value FROM meta WHERE key = 'node_id')
ORDER BY direct DESC, n.state <> 'live', ifnull(h.created, 0), n.name
