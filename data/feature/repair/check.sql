-- What a repair may go on without for a reason.
WITH r AS (
    SELECT r.*, d.issues_certificate
    FROM repair r
    LEFT JOIN vendor_desk d ON d.id = r.desk_id
    WHERE r.id = :id AND r.deleted IS NULL
)
SELECT 'call' AS key, 'called_at' AS "column",
    '修理の依頼がまだです。先に窓口への連絡を記録してください' AS words,
    '未記録' AS weight
FROM r WHERE visit_at IS NOT NULL AND called_at IS NULL
UNION ALL
SELECT 'cert', 'cert_no',
    'この窓口は消去証明書を発行します。番号を入れてください', '未記録'
FROM r
WHERE erased_at IS NOT NULL AND issues_certificate = 1 AND cert_no IS NULL
