-- The text of the mail, without what would come before the case is complete.
SELECT m.n AS id, m.line AS line FROM mail_line m WHERE m.incident_id = :record
