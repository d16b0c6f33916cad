SELECT e.subject AS id, e.recorded_at AS at,
    ifnull(kk_label(c.tab) || 'の「' || kk_label(c.tab, c.col) || '」', '－')
        AS title,
    ifnull(e.reason, '') AS reason,
    (SELECT name FROM person WHERE id = e.worker) AS who,
    printf('%010x-%d', e.writer, e.seq) AS entry
FROM entry e
LEFT JOIN change c ON c.entry = e.arrival AND c.tab || ':' || c.row || ':'
    || c.col = (SELECT min(x.tab || ':' || x.row || ':' || x.col)
                FROM change x WHERE x.entry = e.arrival)
WHERE e.subject_table = 36 AND e.action = 'review.choose'
