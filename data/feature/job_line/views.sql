-- A unit of an order with the release that it is to be set up with: the newest
-- of the kind that the city named.
CREATE VIEW job_setup AS
SELECT l.id AS id, l.unit_id AS unit_id, l.done_at AS done_at, j.kind AS kind,
    u.model_id AS model_id, u.role AS role, u.image_release_id AS had,
    c.release_id AS newest
FROM job_line l
JOIN job j ON j.id = l.job_id
JOIN unit u ON u.id = l.unit_id
LEFT JOIN media_current c ON c.kind = l.media_kind;
