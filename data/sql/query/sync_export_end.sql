UPDATE export_log SET files = :files, entries = :entries, written = 1
WHERE bundle = :bundle
