-- Units of a segment inside the ledgers' scope, for what a list leaves out.
SELECT kk_ident(u.machine_id), u.machine_id, p.name FROM unit u
LEFT JOIN place p ON p.id = u.place_id
WHERE u.segment = :segment AND u.deleted IS NULL AND u.machine_id IS NOT NULL
  AND coalesce(p.ledger_scope, 1) <> 0 AND coalesce(u.state, '') NOT IN
      ('廃止', '市引渡済', '管理外')
ORDER BY u.machine_id
