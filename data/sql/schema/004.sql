-- What reviews look for among all cases and units.
CREATE INDEX incident_deleted ON incident(id) WHERE deleted = 1;
