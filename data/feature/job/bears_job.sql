-- What of the same year counts to the contract's limits with it.
SELECT 21, o.id FROM job j
JOIN job o ON o.id = j.id
    OR strftime('%Y', o.ordered_at + 32400, 'unixepoch', '-3 months') = strftime('%Y', j.ordered_at + 32400, 'unixepoch', '-3 months')
WHERE j.id = :id
