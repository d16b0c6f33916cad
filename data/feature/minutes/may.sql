SELECT 'もう提出しています。直すときは「議事録を訂正」です'
FROM minutes m WHERE m.id = :id AND m.submitted_at IS NOT NULL
