-- What of the same year counts to the contract's limits with it, and of the
-- years beside it: its day may have been put right across the end of March.
SELECT 21, o.id FROM job j
JOIN job o ON o.id = j.id
    OR abs(CAST(strftime('%Y', o.ordered_at + 32400, 'unixepoch', '-3 months') AS INTEGER)
           - CAST(strftime('%Y', j.ordered_at + 32400, 'unixepoch', '-3 months') AS INTEGER)) <= 1
WHERE j.id = :id
