INSERT INTO export_log(seq, bundle, at, worker, reason, permit, files, entries,
    written)
VALUES(:seq, :bundle, :at, :worker, :reason, :permit, 0, 0, 0)
