SELECT count(*) FROM import_log WHERE bundle = :bundle AND hash = :hash
