-- The spare held for a case is looked up with every case that is shown.
CREATE INDEX unit_spare_incident ON unit(spare_incident_id)
    WHERE spare_incident_id IS NOT NULL;
