-- What a release does to the spares, and what stands against it.
SELECT r.kind || ' の予備機 即応 '
       || count(CASE WHEN s.readiness = '即応' THEN 1 END) || '/' || count(*)
       || '  要更新 ' || count(CASE WHEN s.readiness = '要更新' THEN 1 END)
       || '台'
FROM media_release r
JOIN spare_now s ON s.kind = r.kind
WHERE r.id = :id
GROUP BY r.id
UNION ALL
SELECT '公開日（' || kk_day_text(r.released_on) || '）までは '
       || coalesce((SELECT n.version FROM media_current c
                    JOIN media_release n ON n.id = c.release_id
                    WHERE c.kind = r.kind), '前の版') || ' が最新です'
FROM media_release r
WHERE r.id = :id AND r.released_on > kk_today()
UNION ALL
SELECT '最新は ' || n.version || ' のままです（公開日 '
       || kk_day_text(n.released_on) || '）'
FROM media_release r
JOIN media_current c ON c.kind = r.kind AND c.release_id <> r.id
JOIN media_release n ON n.id = c.release_id
WHERE r.id = :id AND r.released_on <= kk_today()
UNION ALL
SELECT o.kind || ' ' || o.version || ' は公開日が分からないので、'
       || r.version || ' より古い版として扱います'
FROM media_release r
JOIN media_release o ON o.kind = r.kind AND o.id <> r.id
                    AND o.deleted IS NULL AND o.released_on IS NULL
WHERE r.id = :id
  AND (length(o.version), o.version) > (length(r.version), r.version)
