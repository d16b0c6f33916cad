-- (rule_key, release_id, doc_kind): the deliverables of every release that the
-- city ordered (§10): each is handed in anew or named as unchanged.
WITH form(n, doc_kind) AS (
    VALUES (1, 'マスターパソコン'), (2, 'リカバリメディア(USB)'),
           (3, '環境構築手順書'), (4, 'リカバリイメージ作成手順書'),
           (5, 'リカバリイメージ戻し手順書'), (6, '現場設置作業手順書'),
           (7, 'Windows 自動インストールキット(AIK・ADK)導入手順書'),
           (8, 'Windows PE 起動メディア作成手順書'),
           (9, 'Windows PE 起動 USB メモリ作成手順書'),
           (10, 'Sysprep 応答ファイル作成手順書'), (11, 'Sysprep 実行手順書')
)
SELECT r.id || printf(' %02d', f.n) AS rule_key, r.id AS release_id,
    f.doc_kind AS doc_kind
FROM media_release r CROSS JOIN form f
JOIN media_order o ON o.id = r.order_id AND o.deleted IS NULL
    AND o.cancelled_at IS NULL
WHERE r.deleted IS NULL
