-- Does the cell stand on another write than this entry's too?
SELECT count(*) FROM change
WHERE tab = :tab AND row = :row AND col = :col AND live = 1
  AND entry <> :entry
