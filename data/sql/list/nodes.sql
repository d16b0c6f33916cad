SELECT kk_hash63(n.node) AS id, n.name, n.role, n.state, n.since,
    h.at AS heard, h.created AS made, h.skew, h.program,
    (SELECT count(*) FROM clock_warning c WHERE c.node = n.node) AS warnings,
    n.node = (SELECT value FROM meta WHERE key = 'node_id') AS here
FROM node n LEFT JOIN heard h ON h.node = n.node
