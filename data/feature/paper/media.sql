-- The eleven deliverables (§10) of each medium that the city had renewed and
-- that came out in the period.
SELECT d.id AS id, r.kind || ' ' || r.version AS media,
       CAST(substr(d.rule_key, -2) AS INTEGER) AS n, d.doc_kind AS doc_kind,
       CASE d.changed
            WHEN '更新' THEN '更新（' || coalesce(
                d.version, CASE WHEN d.doc_kind NOT LIKE '%手順書'
                                THEN r.version END, '版の記録なし') || '）'
            WHEN '変更なし' THEN '変更なし（' || coalesce(d.version, (
                SELECT p.version FROM media_doc p
                JOIN media_release b ON b.id = p.release_id
                    AND b.kind = r.kind AND b.deleted IS NULL
                WHERE p.doc_kind = d.doc_kind AND p.id <> d.id
                  AND p.deleted IS NULL AND p.version IS NOT NULL
                  AND b.released_on <= r.released_on
                ORDER BY b.released_on DESC, p.id DESC LIMIT 1),
                '前の版のまま') || '）'
            ELSE '未確認' END AS state,
       r.released_on AS released, o.city_ref AS city_ref,
       o.ordered_at AS ordered, o.finished_at AS submitted,
       r.kind || ' ' || r.version || substr(d.rule_key, -3) AS sort
FROM ruled_media_doc d
JOIN media_release r ON r.id = d.release_id AND r.deleted IS NULL
JOIN media_order o ON o.id = r.order_id AND o.deleted IS NULL
WHERE r.released_on BETWEEN :first AND :last
