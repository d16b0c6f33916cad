SELECT r.kind || ' ' || r.version || ' の成果物 '
       || count(CASE WHEN o.changed IS NOT NULL THEN 1 END) || '/' || count(*)
FROM media_doc d
JOIN media_release r ON r.id = d.release_id
JOIN ruled_media_doc o ON o.release_id = r.id
WHERE d.id = :id
GROUP BY r.id
