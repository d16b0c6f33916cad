-- Mailed before its end, or without the city's number: still in the queue.
CREATE INDEX incident_mailed_early ON incident(instructed_at)
    WHERE mail_sent_at IS NOT NULL
      AND (city_no IS NULL OR completed_at IS NULL)
      AND returned_at IS NULL AND deleted IS NULL;
CREATE INDEX visit_who ON visit(who_id, arrived_at);
