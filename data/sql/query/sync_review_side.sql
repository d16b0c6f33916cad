SELECT e.arrival, ifnull(n.name, ''), ifnull(p.name, ''), e.ltime
FROM entry e
LEFT JOIN writer w ON w.writer = e.writer
LEFT JOIN node n ON n.node = w.node
LEFT JOIN person p ON p.id = e.worker
WHERE e.arrival = :arrival
