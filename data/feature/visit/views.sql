-- Open cases that our own people still have to go to: where, to which unit and
-- who goes, as planned or else the one the case is assigned to.
CREATE VIEW visit_ahead AS
SELECT i.id AS incident_id, i.no AS no, i.place_id AS place_id,
    coalesce(i.swap_spare_id, i.unit_id) AS unit_id, v.planned_at AS planned_at,
    CASE WHEN v.id IS NULL THEN i.assignee_id ELSE v.who_id END AS who_id
FROM incident i
LEFT JOIN unit u ON u.id = i.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN visit v ON v.id = (
    SELECT o.id FROM visit o
    WHERE o.incident_id = i.id AND o.deleted IS NULL AND o.maker IS NOT 1
      AND o.planned_at IS NOT NULL AND o.arrived_at IS NULL
      AND o.started_at IS NULL AND o.left_at IS NULL
    ORDER BY o.planned_at, o.id LIMIT 1)
WHERE i.completed_at IS NULL AND i.returned_at IS NULL AND i.deleted IS NULL
  AND i.onsite IS NOT 'no'
  AND (v.id IS NOT NULL
       OR m.flow_class IS NOT 'M'
          AND NOT EXISTS (SELECT 1 FROM visit o
                          WHERE o.incident_id = i.id AND o.deleted IS NULL
                            AND o.maker IS NOT 1
                            AND coalesce(o.arrived_at, o.started_at)
                                IS NOT NULL));
