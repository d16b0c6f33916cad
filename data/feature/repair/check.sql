-- What cannot be of a repair, and what it may go on without for a reason.
WITH r AS (
    SELECT r.*, i.swap_at, d.issues_certificate, u.machine_id,
        r.skip_ok IS NOT NULL AND r.skip_reason IS NOT NULL AS skipped
    FROM repair r
    LEFT JOIN incident i ON i.id = r.incident_id
    LEFT JOIN vendor_desk d ON d.id = r.desk_id
    LEFT JOIN unit u ON u.id = r.unit_id
    WHERE r.id = :id AND r.deleted IS NULL
), f(key, field, what, at, low_what, low) AS (
    SELECT 'called', 'called_at', '依頼', called_at, '交換', swap_at FROM r
    UNION ALL
    SELECT 'visit', 'visit_at', '訪問予定', visit_at, '依頼', called_at FROM r
    UNION ALL
    SELECT 'erased', 'erased_at', '消去', erased_at, '交換', swap_at FROM r
    UNION ALL
    SELECT 'rebuilt', 'rebuilt_at', 'リカバリ', rebuilt_at, '消去', erased_at
    FROM r
    UNION ALL
    SELECT 'finished', 'finished_at', '終了', finished_at, '依頼', called_at
    FROM r
    UNION ALL
    SELECT 'finished_erased', 'finished_at', '終了', finished_at, '消去',
           erased_at FROM r
)
SELECT key AS key, field AS "column",
    what || ' ' || kk_time_long(at) || ' が' || low_what || ' '
    || kk_time_long(low) || ' より前です。日時を確かめてください' AS words,
    '拒否' AS weight
FROM f WHERE at < low
UNION ALL
SELECT 'call', 'called_at',
    '修理の依頼がまだです。先に窓口への連絡を記録してください', '未記録'
FROM r WHERE visit_at IS NOT NULL AND called_at IS NULL
UNION ALL
-- §5.1.2「本市職員の立会の下」: without one only with the city's consent.
SELECT 'witness', 'witness',
    '立会する市の職員を入れてください。立会を省くときは、了承した市の職員と'
    || '理由が要ります', '拒否'
FROM r WHERE visit_at IS NOT NULL AND witness IS NULL AND NOT skipped
UNION ALL
SELECT 'erase_witness', 'erase_witness',
    '立会した市の職員を入れてください。立会を省いたときは、了承した市の職員と'
    || '理由が要ります', '拒否'
FROM r WHERE erased_at IS NOT NULL AND erase_witness IS NULL AND NOT skipped
UNION ALL
SELECT 'cert', 'cert_no',
    'この窓口は消去証明書を発行します。番号を入れてください', '未記録'
FROM r
WHERE erased_at IS NOT NULL AND issues_certificate = 1 AND cert_no IS NULL
UNION ALL
SELECT 'erase', 'erased_at',
    'ハードドライブのデータ消去がまだです。省くときは、了承した市の職員と理由'
    || 'が要ります', '拒否'
FROM r
WHERE finished_at IS NOT NULL AND erase_needed = 1 AND erased_at IS NULL
  AND NOT skipped
