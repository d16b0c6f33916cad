SELECT 'スペアキー ' || count(CASE WHEN kind = 'スペアキー' THEN 1 END)
    || '  手順書 ' || count(CASE WHEN kind = '手順書' THEN 1 END)
    || '  ICカード ' || count(CASE WHEN kind = 'ICカード' THEN 1 END)
    || '  ユーザーID ' || count(CASE WHEN kind = 'ユーザーID' THEN 1 END)
    || '  文書 ' || count(CASE WHEN kind = '文書' THEN 1 END)
    || '  人が持つ ' || count(CASE WHEN lost_at IS NULL THEN holder_id END)
    || '  紛失 ' || count(lost_at)
FROM lent_item
WHERE deleted IS NULL AND returned_at IS NULL
