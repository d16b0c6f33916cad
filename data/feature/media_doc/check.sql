-- §5.6.2, §10: a manual that is renewed is handed in with its version.
SELECT 'version' AS key, 'version' AS "column",
    d.doc_kind || ' の改訂した版を入れてください' AS words, '拒否' AS weight
FROM media_doc d
WHERE d.id = :id AND d.deleted IS NULL AND d.changed = '更新'
  AND d.version IS NULL AND d.doc_kind LIKE '%手順書'
