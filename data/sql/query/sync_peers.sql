SELECT n.name, n.role = 'office', n.state = 'live', n.state = 'lost', n.since,
    h.at, h.created, h.skew
FROM node n LEFT JOIN heard h ON h.node = n.node
WHERE n.node <> (SELECT value FROM meta WHERE key = 'node_id')
ORDER BY n.state <> 'live', n.role <> 'office', n.name
