INSERT INTO import_log(bundle, sender, seq, hash, at, worker, file, created,
    reason, permit, entries, already, left_out, reviews)
VALUES(:bundle, :sender, :seq, :hash, :at, :worker, :file, :created,
    :reason, :permit, :entries, :already, :left_out, :reviews)
