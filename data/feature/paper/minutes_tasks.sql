-- What the meeting left to be done, by whom and when.
SELECT t.id AS id, t.text AS text, t.who AS who, t.due_on AS due,
       t.done_at AS done, coalesce(t.due_on, 99999999) AS sort
FROM minutes_task t
WHERE t.deleted IS NULL AND t.minutes_id = :record
