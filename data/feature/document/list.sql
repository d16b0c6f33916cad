SELECT c.id AS id, c.kind AS kind, c.period AS period, c.due_on AS due_on,
       CASE WHEN c.submitted_at IS NOT NULL THEN '提出済'
            WHEN c.waived_at IS NOT NULL THEN '提出不要'
            ELSE '未提出' END AS state,
       CASE WHEN c.submitted_at IS NOT NULL OR c.waived_at IS NOT NULL THEN ''
            WHEN c.due_on < kk_today() THEN '超'
            WHEN c.due_on = kk_today() THEN '急'
            ELSE '' END AS mark,
       c.submitted_at AS submitted_at, c.sent_to AS sent_to,
       c.waived_at AS waived_at, c.waived_by AS waived_by, c.note AS note,
       c.submitted_at IS NULL AND c.waived_at IS NULL AS open
FROM ruled_document c
WHERE (:id IS NULL OR c.id = :id)
