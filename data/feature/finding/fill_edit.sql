SELECT kind, text, place_id AS place, unit_id AS unit, found_at AS found,
       instruction, instructed_at AS instructed, reported_at AS reported,
       finished_at AS finished, outcome
FROM finding WHERE id = :finding
