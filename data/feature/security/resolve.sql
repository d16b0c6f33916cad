-- By id, or the newest ones by their kind.
SELECT id, kind || ' ' || coalesce(kk_time_text(at), '') FROM sec_record
WHERE deleted IS NULL
  AND (id = :refid OR (kk_fold(kind) = :fold AND :fold <> ''))
