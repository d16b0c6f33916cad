SELECT agreed_on, approved_no AS no, approved_on, settings
FROM notice WHERE id = :notice
