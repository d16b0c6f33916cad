-- The same, by whose copy and who.
WITH peer AS MATERIALIZED (
    SELECT node FROM node
    WHERE state = 'live' AND (role = 'office') =
        ((SELECT value FROM meta WHERE key = 'role') <> 'office')
), lacks AS MATERIALIZED (
    SELECT w.writer AS writer, w.node AS node,
        ifnull((SELECT min(ifnull(h.seq, 0)) FROM peer p
            LEFT JOIN peer_has h ON h.node = p.node AND h.writer = w.writer),
            0) AS has
    FROM writer w
)
SELECT ifnull(n.name, '？'), ifnull(p.name, ''), count(*),
    count(DISTINCT CASE WHEN e.subject_table = 13 THEN e.subject END)
FROM lacks l JOIN entry e ON e.writer = l.writer AND e.seq > l.has
LEFT JOIN node n ON n.node = l.node
LEFT JOIN person p ON p.id = e.worker
GROUP BY 1, 2 ORDER BY 1, 2
