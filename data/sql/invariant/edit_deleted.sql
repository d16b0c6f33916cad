-- A record that one deleted and another wrote into without knowing: a deletion
-- names all that it saw of the row.
SELECT DISTINCT 'edit_deleted',
    d.tab || ':' || d.row || ':' || d.entry || ':' || x.entry, d.tab, d.row,
    '取り消された' || kk_label(d.tab) || 'に、知らずに書いた人がいます',
    side.arrival
FROM change d
JOIN entry de ON de.arrival = d.entry
JOIN change x ON x.tab = d.tab AND x.row = d.row AND x.col > 1
    AND x.live = 1 AND x.entry <> d.entry
JOIN entry xe ON xe.arrival = x.entry
JOIN entry side ON side.arrival IN (d.entry, x.entry)
WHERE d.col = 1 AND d.live = 1 AND d.val = 1
  AND ' ' || ifnull(d.also, '') || ' ' NOT LIKE '% ' || x.entry || ' %'
  AND NOT (xe.writer = de.writer AND xe.seq > de.seq)
  AND NOT EXISTS (SELECT 1 FROM change o WHERE o.tab = d.tab
      AND o.row = d.row AND o.col = 1 AND o.entry = x.entry)
