-- A question with where it was asked, and whether its answer is over its day.
CREATE VIEW qa_now AS
SELECT a.*, coalesce(a.place_id, i.place_id) AS at_place_id,
    i.no AS incident_no, p.name AS place_name,
    a.answered_at IS NULL AND a.due_on < kk_today() AS late
FROM qa a
LEFT JOIN incident i ON i.id = a.incident_id
LEFT JOIN place p ON p.id = coalesce(a.place_id, i.place_id)
WHERE a.deleted IS NULL;
