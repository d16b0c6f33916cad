-- The entries of a writer beyond a place.
SELECT arrival FROM entry WHERE writer = :writer AND seq > :seq ORDER BY seq
