-- Its number, or an id.
SELECT id, no || ' ' || kind FROM finding
WHERE deleted IS NULL AND (id = :refid OR no = upper(:ref))
