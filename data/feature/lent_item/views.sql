-- Things on loan: what each is of, until when it is to be seen again, and
-- whether its holder has it longer than the case that it was taken for. A key
-- opens the units whose wire lock has its number, wherever they went.
CREATE VIEW lent_item_now AS
SELECT l.*, h.name AS holder_name, i.no AS incident_no,
    (SELECT u.id FROM unit u
     WHERE l.kind = 'スペアキー' AND u.key_no = l.no AND u.deleted IS NULL
     ORDER BY u.id LIMIT 1) AS unit_id,
    kk_day(CAST(strftime('%s', coalesce(l.checked_at, l.lent_at) + 32400,
                         'unixepoch', 'start of month',
                         '+' || (1 + coalesce(kk_param(
                             'lent.check_months', kk_today()), 1))
                         || ' months') AS INTEGER) - 32400) - 1 AS check_by,
    l.returned_at IS NULL AND l.lost_at IS NULL AS here,
    l.returned_at IS NULL AND l.lost_at IS NULL AND l.holder_id IS NOT NULL
        AND coalesce(i.completed_at, i.returned_at) IS NOT NULL AS overdue
FROM lent_item l
LEFT JOIN person h ON h.id = l.holder_id
LEFT JOIN incident i ON i.id = l.incident_id
WHERE l.deleted IS NULL;
