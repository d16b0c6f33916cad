-- By id; by the unit or the incident, of which the open ones come before the
-- finished.
WITH m AS (
    SELECT r.id, r.finished_at IS NOT NULL AS done,
           coalesce(u.machine_id, '') || coalesce(' ' || i.no, '') AS label
    FROM repair r
    LEFT JOIN unit u ON u.id = r.unit_id
    LEFT JOIN incident i ON i.id = r.incident_id
    WHERE r.deleted IS NULL
      AND (r.id = :refid OR kk_ident(u.machine_id) = :ident
           OR kk_ident(i.no) = :ident OR kk_ident(i.city_no) = :ident)
)
SELECT id, label FROM m WHERE done = (SELECT min(done) FROM m)
