SELECT kk_hash63(n.node) AS id, n.name, n.role, n.state, n.since,
    iif(n.role = 'office', '事務所', '端末') AS part,
    CASE n.state WHEN 'live' THEN '使用中' WHEN 'retired' THEN '返却'
        WHEN 'lost' THEN '紛失' END AS standing,
    h.at AS heard, h.created AS made, h.skew, h.program,
    (SELECT count(*) FROM clock_warning c WHERE c.node = n.node) AS warnings,
    n.node = (SELECT value FROM meta WHERE key = 'node_id') AS here
FROM node n LEFT JOIN heard h ON h.node = n.node
