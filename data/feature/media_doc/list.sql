SELECT d.id AS id, d.doc_kind AS doc_kind, r.kind || ' ' || r.version AS media,
       coalesce(d.changed, '未確認') AS state,
       CASE WHEN d.changed = '変更なし' THEN coalesce(d.version, (
                SELECT p.version FROM media_doc p
                JOIN media_release b ON b.id = p.release_id
                    AND b.kind = r.kind AND b.deleted IS NULL
                WHERE p.doc_kind = d.doc_kind AND p.id <> d.id
                  AND p.deleted IS NULL AND p.version IS NOT NULL
                  AND b.released_on <= r.released_on
                ORDER BY b.released_on DESC, p.id DESC LIMIT 1))
            ELSE d.version END AS version,
       o.city_ref AS "order", d.changed IS NULL AS open,
       r.kind || ' ' || r.version || substr(d.rule_key, -3) AS sort,
       d.release_id AS media_id, r.order_id AS media_order_id
FROM ruled_media_doc d
JOIN media_release r ON r.id = d.release_id AND r.deleted IS NULL
LEFT JOIN media_order o ON o.id = r.order_id
WHERE (:id IS NULL OR d.id = :id)
