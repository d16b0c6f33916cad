SELECT text, at, result, pii, auditor, reported_at
FROM sec_record WHERE id = :security
