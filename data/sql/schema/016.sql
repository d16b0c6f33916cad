-- What the city was told of spares that are not there.
CREATE TABLE spare_report (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER,
    told TEXT,
    note TEXT
) STRICT;
CREATE INDEX spare_report_incident ON spare_report(incident_id);
CREATE INDEX repair_open ON repair(unit_id)
    WHERE finished_at IS NULL AND deleted IS NULL;
