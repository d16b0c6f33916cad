-- What was decided of one review, the first decision first.
SELECT arrival FROM entry
WHERE subject_table = 36 AND subject = :review AND action = 'review.choose'
ORDER BY ltime, writer, seq
