SELECT c.kind AS kind, c.period AS period, c.due_on AS due,
       c.addressee AS addressee, c.method AS method, c.asked_by AS asked_by,
       c.made_at AS made, c.sha256 AS sha256, c.submitted_at AS submitted,
       c.sent_by_id AS sent_by, c.sent_to AS "to", c.waived_at AS waived,
       c.waived_by AS "by", c.note AS note
FROM ruled_document c
WHERE c.id = :document
