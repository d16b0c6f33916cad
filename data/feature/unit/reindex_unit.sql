-- Itself, and whatever it ever went into: that is found by its ID.
SELECT :id
UNION
SELECT merged_into_id FROM unit WHERE id = :id AND merged_into_id IS NOT NULL
UNION
SELECT val FROM change
WHERE tab = 11 AND row = :id AND col = 22 AND typeof(val) = 'integer'
