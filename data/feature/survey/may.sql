SELECT 'この年度の調査はもう始めています。直すときは「枚数調査を訂正」です'
FROM ruled_print_survey s
WHERE s.id = :id AND s.from_day IS NOT NULL AND :action = 'survey.open'
UNION ALL
SELECT 'まだ調整した期間がありません。「枚数調査を始める」で入れます'
FROM ruled_print_survey s
WHERE s.id = :id AND s.from_day IS NULL AND :action = 'survey.edit'
