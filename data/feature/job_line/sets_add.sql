-- A display or a printer that is added along with PCs has no medium.
SELECT 'job_line', l.id, 'media_kind', NULL
FROM job_line l
JOIN unit u ON u.id = l.unit_id
WHERE l.id = :id AND l.media_kind IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM image i
                  WHERE i.model_id = u.model_id AND i.deleted IS NULL)
  AND EXISTS (SELECT 1 FROM image i
              WHERE i.kind = l.media_kind AND i.deleted IS NULL)
