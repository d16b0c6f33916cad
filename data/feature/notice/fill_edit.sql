SELECT text, at, place_id AS place, unit_id AS unit, incident_id AS incident,
       partner, often, settings, agreed_on, approved_no AS no, approved_on,
       answer, answered_at AS answered, told_at, told
FROM notice WHERE id = :notice
