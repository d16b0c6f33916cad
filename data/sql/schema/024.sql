-- What was opened for a finding (§8.1): a case, an order.
ALTER TABLE finding ADD COLUMN opened_incident_id INTEGER
    REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE finding ADD COLUMN job_id INTEGER REFERENCES job(id)
    DEFERRABLE INITIALLY DEFERRED;
