-- The entries that read a list of the city's, the newest first.
SELECT e.arrival FROM entry e WHERE e.action = 'load.ledger'
ORDER BY e.arrival DESC LIMIT 200
