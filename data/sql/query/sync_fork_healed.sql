-- What a sender told of a fork means nothing once its bundle was taken.
UPDATE refusal SET seq = NULL WHERE sender = :sender AND seq IS NOT NULL
