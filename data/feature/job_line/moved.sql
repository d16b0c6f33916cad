-- The movements that a line's work made, when it was done at `had`: of its unit
-- and of what went along with it.
SELECT v.id, v.unit_id
FROM job_line l
JOIN unit_move v ON v.job_id = l.job_id AND v.deleted IS NULL
    AND v.happened_at = :had
JOIN unit u ON u.id = v.unit_id
LEFT JOIN unit p ON p.id = l.unit_id
WHERE l.id = :id
  AND (v.unit_id = l.unit_id
       OR (u.pair_id = l.unit_id OR p.pair_id = v.unit_id)
          AND NOT EXISTS (SELECT 1 FROM job_line k
                          WHERE k.job_id = l.job_id AND k.unit_id = v.unit_id
                            AND k.deleted IS NULL AND k.cancelled_at IS NULL))
ORDER BY v.id
