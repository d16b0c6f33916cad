SELECT c.kind AS kind, c.period AS period, c.due_on AS due,
       c.submitted_at AS submitted, c.sent_to AS "to", c.waived_at AS waived,
       c.waived_by AS "by", c.note AS note
FROM ruled_document c
WHERE c.id = :document
