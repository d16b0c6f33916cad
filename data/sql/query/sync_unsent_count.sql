-- Entries that those we send to lack: all of them, and those that came after
-- the last export. A peer that said nothing yet has nothing.
WITH peer AS MATERIALIZED (
    SELECT node FROM node
    WHERE state = 'live' AND (role = 'office') =
        ((SELECT value FROM meta WHERE key = 'role') <> 'office')
), lacks AS MATERIALIZED (
    SELECT w.writer AS writer,
        ifnull((SELECT max(seq) FROM entry WHERE writer = w.writer), 0) AS top,
        ifnull((SELECT min(ifnull(h.seq, 0)) FROM peer p
            LEFT JOIN peer_has h ON h.node = p.node AND h.writer = w.writer),
            0) AS has
    FROM writer w
)
SELECT ifnull((SELECT sum(max(top - has, 0)) FROM lacks), 0),
    (SELECT count(*) FROM entry e JOIN lacks l ON l.writer = e.writer
     WHERE e.arrival > :sent AND e.seq > l.has)
