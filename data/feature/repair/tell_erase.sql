SELECT '証明書番号がまだです。期限に残り、予備機に戻す前に要ります'
FROM repair_now r
WHERE r.id = :id AND r.issues_certificate AND r.cert_no IS NULL
UNION ALL
SELECT 'リカバリを媒体と版とともに記録するまで即応になりません'
FROM repair_now r
WHERE r.id = :id AND NOT r.stays AND r.flow_class = 'P'
  AND (r.rebuilt_at IS NULL OR r.rebuilt_at < r.erased_at)
