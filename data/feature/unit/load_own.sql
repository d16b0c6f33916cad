-- Whether anything but a list ever wrote a unit here.
SELECT 1 FROM entry e
WHERE e.action <> 'load.ledger'
  AND EXISTS (SELECT 1 FROM change c WHERE c.entry = e.arrival AND c.tab = 11)
LIMIT 1
