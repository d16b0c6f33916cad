SELECT id, kind || ' ' || approved_no FROM permit
WHERE deleted IS NULL
  AND (id = :refid OR (kk_ident(approved_no) = :ident AND :ident <> ''))
