SELECT c.id AS id, c.kind AS kind, c.period AS period, c.due_on AS due_on,
       c.shift AS shift, c.state AS state,
       CASE WHEN NOT c.open THEN ''
            WHEN c.due_on < kk_today() THEN '超'
            WHEN c.due_on = kk_today() THEN '急'
            ELSE '' END AS mark,
       c.addressee AS addressee, c.method AS method, c.made_at AS made_at,
       c.sha256 AS sha256, c.submitted_at AS submitted_at,
       coalesce(kk_called(3, p.id, 2, 35, c.id, 16), p.name) AS sent_by, c.sent_to AS sent_to, c.waived_at AS waived_at,
       c.waived_by AS waived_by, c.asked_by AS asked_by, c.note AS note,
       CASE WHEN c.kind LIKE 'セキュリティ保全%' THEN '市の様式' END AS form,
       c.open AS open
FROM document_now c
LEFT JOIN person p ON p.id = c.sent_by_id
WHERE (:id IS NULL OR c.id = :id)
