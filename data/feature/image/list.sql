-- The kinds of media (§5.6): a row a kind, whatever models it serves.
SELECT min(i.id) AS id, i.kind AS kind, i.label AS label,
       (SELECT group_concat(m.short, '、')
        FROM (SELECT DISTINCT coalesce(m.short, m.name) AS short
              FROM image x JOIN model m ON m.id = x.model_id
              WHERE x.kind = i.kind AND x.deleted IS NULL) m) AS models,
       (SELECT r.version FROM media_current c
        JOIN media_release r ON r.id = c.release_id
        WHERE c.kind = i.kind) AS version
FROM image i
WHERE i.deleted IS NULL
GROUP BY i.kind
