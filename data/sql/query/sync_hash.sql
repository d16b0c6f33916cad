SELECT hash FROM entry WHERE writer = :writer AND seq = :seq
