-- 1 where what that decision decided was decided again later, else 0.
SELECT EXISTS (
    SELECT 1 FROM entry d
    CROSS JOIN entry e ON e.subject_table = d.subject_table
        AND e.subject = d.subject
        AND e.action IN ('review.choose', 'review.take_out')
        AND (e.ltime, e.writer, e.seq) > (d.ltime, d.writer, d.seq)
    WHERE d.arrival = :decision)
