-- The movements of the same unit just before and just after this one.
SELECT (SELECT q.id FROM unit_move q
        WHERE q.unit_id = m.unit_id AND q.deleted IS NULL
          AND (ifnull(q.happened_at, 0), q.id)
              < (ifnull(m.happened_at, 0), m.id)
        ORDER BY q.happened_at DESC, q.id DESC LIMIT 1),
       (SELECT q.id FROM unit_move q
        WHERE q.unit_id = m.unit_id AND q.deleted IS NULL
          AND (ifnull(q.happened_at, 0), q.id)
              > (ifnull(m.happened_at, 0), m.id)
        ORDER BY q.happened_at, q.id LIMIT 1)
FROM unit_move m
WHERE m.id = :id
