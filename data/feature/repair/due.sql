-- What a repair waits for: the maker's visit, or until when it was promised;
-- the number of the certificate, today until it is here.
SELECT r.id AS id, r.visit_at AS at,
       coalesce(kk_day(r.visit_at), r.promised) AS day,
       CASE WHEN r.visit_at IS NULL THEN '修理約束' ELSE '修理訪問' END AS kind,
       i.no AS no,
       coalesce(r.machine_id, '') || coalesce(' ' || r.part, '')
       || CASE WHEN kk_day(r.visit_at) > r.promised
               THEN ' 約束超過 ' || kk_day_text(r.promised) || 'まで'
               ELSE '' END
       || CASE WHEN r.witnessed OR r.ships THEN '' ELSE ' 立会 未定' END AS what,
       CASE WHEN kk_day(r.visit_at) > r.promised
              OR coalesce(kk_day(r.visit_at), r.promised) < kk_today()
            THEN '超' ELSE '' END AS mark,
       r.witness AS who, 'repair' AS target,
       coalesce(r.visit_at, kk_day_start(r.promised) + 86340) AS sort
FROM repair_now r
LEFT JOIN incident i ON i.id = r.incident_id
WHERE r.finished_at IS NULL AND r.repaired_at IS NULL
  AND coalesce(r.visit_at, r.promised) IS NOT NULL
UNION ALL
SELECT r.id, NULL, kk_today(), '証明書番号', i.no,
       coalesce(r.machine_id, '') || ' ' || r.desk,
       CASE WHEN kk_day(r.erased_at) < kk_today() THEN '急' ELSE '' END,
       NULL, 'repair', kk_day_start(kk_today()) + 86341
FROM repair_now r
LEFT JOIN incident i ON i.id = r.incident_id
WHERE r.erased_at IS NOT NULL AND r.issues_certificate AND r.cert_no IS NULL
