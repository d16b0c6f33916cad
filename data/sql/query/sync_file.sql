SELECT (SELECT name FROM node WHERE node = :sender),
    EXISTS(SELECT 1 FROM import_log WHERE bundle = :bundle)
