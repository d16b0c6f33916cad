SELECT kind, text, place_id AS place, unit_id AS unit, found_at AS found,
       instruction, instructed_at AS instructed
FROM finding WHERE id = :finding
