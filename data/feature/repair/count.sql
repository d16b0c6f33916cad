SELECT 4 AS id, '修理 窓口への連絡がまだ' AS label, count(*) AS n,
       'repairs' AS list
FROM repair r
WHERE r.deleted IS NULL AND r.called_at IS NULL AND r.finished_at IS NULL
UNION ALL
SELECT 41, '修理 立会が未定', count(*), 'repairs'
FROM repair_now r
WHERE r.finished_at IS NULL AND r.repaired_at IS NULL
  AND r.visit_at IS NOT NULL AND NOT r.witnessed AND NOT r.ships
UNION ALL
SELECT 42, '修理 証明書番号がまだ', count(*), 'repairs'
FROM repair_now r
WHERE r.erased_at IS NOT NULL AND r.issues_certificate AND r.cert_no IS NULL
