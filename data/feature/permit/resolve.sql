SELECT id, kind || ' ' || approved_no FROM permit
WHERE deleted IS NULL
  AND (id = :refid OR (kk_fold(approved_no) = :fold AND :fold <> ''))
