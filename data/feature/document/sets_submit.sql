-- Who acts handed it in unless another is named; and what the list that was
-- handed in can hold: what this copy had by then, writer by writer. Nobody notes
-- when an entry came in; but what came after an entry that this copy wrote
-- later, or with an import of later, was not there, however early it was written
-- down elsewhere.
WITH moment(t) AS (
    SELECT d.submitted_at + 60 FROM document d WHERE d.id = :id
), own(writer) AS (
    SELECT w.writer FROM writer w
    WHERE w.node = (SELECT m.value FROM meta m WHERE m."key" = 'node_id')
), later(arrival) AS (
    SELECT (SELECT e.arrival FROM entry e
            WHERE e.writer = o.writer AND e.recorded_at >= m.t
            ORDER BY e.seq LIMIT 1)
    FROM own o, moment m
    UNION ALL
    SELECT min(x.arrival)
    FROM (SELECT e.arrival AS arrival FROM entry e
          WHERE e.writer NOT IN (SELECT writer FROM own)
          ORDER BY e.arrival DESC
          LIMIT (SELECT coalesce(sum(i.entries), 0)
                 FROM import_log i, moment m WHERE i.at >= m.t)) x
), upto(arrival) AS (
    SELECT coalesce(min(l.arrival) - 1,
                    (SELECT max(e.arrival) FROM entry e)) FROM later l
)
SELECT 'document', d.id, 'sent_by_id', kk_worker()
FROM document d
WHERE d.id = :id AND d.sent_by_id IS NULL AND kk_worker() IS NOT NULL
UNION ALL
SELECT 'document', d.id, 'vector', (
    SELECT json_group_object(v.writer, v.seq)
    FROM (SELECT w.writer AS writer,
                 (SELECT e.seq FROM entry e, upto u
                  WHERE e.writer = w.writer AND e.arrival <= u.arrival
                  ORDER BY e.seq DESC LIMIT 1) AS seq
          FROM writer w) v
    WHERE v.seq IS NOT NULL)
FROM document d
WHERE d.id = :id AND d.kind LIKE '所在等管理%'
