-- Cases that are worked on: few, however many years there are.
CREATE INDEX incident_running ON incident(unit_id)
    WHERE completed_at IS NULL AND returned_at IS NULL AND deleted IS NULL;
CREATE INDEX visit_ahead_of ON visit(planned_at)
    WHERE arrived_at IS NULL AND started_at IS NULL AND left_at IS NULL;
