-- What the list that was handed in can hold: what this copy has and was written
-- down by then, writer by writer.
SELECT 'document', d.id, 'vector', (
    SELECT json_group_object(v.writer, v.seq)
    FROM (SELECT w.writer AS writer,
                 (SELECT e.seq FROM entry e
                  WHERE e.writer = w.writer
                    AND e.recorded_at < d.submitted_at + 60
                  ORDER BY e.seq DESC LIMIT 1) AS seq
          FROM writer w) v
    WHERE v.seq IS NOT NULL)
FROM document d
WHERE d.id = :id AND d.kind LIKE '所在等管理%'
