-- What of the year's limit is used without it.
SELECT q.label || ' ' || q.words
FROM job j
JOIN quota_now q ON q.nth = CASE WHEN j.kind = '再セットアップ' THEN 2 ELSE 1 END
WHERE j.id = :id
