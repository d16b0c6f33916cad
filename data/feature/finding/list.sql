SELECT f.id AS id, f.no AS no, f.kind AS kind, f.text AS text,
       f.state AS state, f.place_name AS place,
       f.found_at AS found, f.reported_at AS reported,
       f.instruction AS instruction, f.instructed_at AS instructed,
       f.finished_at AS finished, f.incident_no AS incident,
       f.opened_no AS opened, f.job_no AS job,
       f.finished_at IS NULL AS open, f.incident_id AS incident_id,
       f.unit_id AS unit_id, f.place_id AS place_id,
       f.job_id AS job_id
FROM finding_now f
WHERE (:id IS NULL OR f.id = :id)
