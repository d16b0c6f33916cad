-- On a laptop: what the office does not have yet.
SELECT 1 AS id, '' AS target, '書き出し' AS kind, NULL AS no,
       '事務所にない記録 ' || x.n || '件。F8 で書き出します' AS what,
       NULL AS at, NULL AS unit_id, NULL AS incident_id, 6 AS sort
FROM (SELECT sum(max(0, coalesce((SELECT e.seq FROM entry e
                                  WHERE e.writer = w.writer
                                  ORDER BY e.seq DESC LIMIT 1), 0)
                 - coalesce((SELECT h.seq FROM peer_has h
                             JOIN node o ON o.node = h.node
                                 AND o.role = 'office' AND o.state = 'live'
                             WHERE h.writer = w.writer
                             ORDER BY h.seq LIMIT 1), 0))) AS n
      FROM writer w) x
WHERE x.n > 0 AND (SELECT value FROM meta WHERE key = 'role') = 'laptop'
