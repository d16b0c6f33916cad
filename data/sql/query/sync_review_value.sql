-- What an entry wrote into a cell.
SELECT val FROM change
WHERE tab = :tab AND row = :row AND col = :col AND entry = :entry
