-- A paper that a rule demands stays the one demanded: its key begins with its
-- kind. None loses what it stands in the calendar by.
SELECT '仕様で求められている書類の種類は変えられません。ほかの書類は'
    || '「提出書類を加える」で加えます' AS words, 'kind' AS param
FROM ruled_document c
WHERE c.id = :id AND c.rule_key IS NOT NULL AND :kind <> c.kind
  AND substr(c.rule_key, 1, length(:kind) + 1) <> :kind || ' '
UNION ALL
SELECT '仕様で求められている書類の対象期間は変えられません', 'period'
FROM ruled_document c
WHERE c.id = :id AND c.rule_key IS NOT NULL
  AND (:period <> c.period OR instr(:emptied, ',period,') > 0)
UNION ALL
SELECT '種類は空にできません', 'kind' WHERE instr(:emptied, ',kind,') > 0
UNION ALL
SELECT '期限は空にできません。提出が要らなくなったときは'
    || '「提出不要を記録」です', 'due'
WHERE instr(:emptied, ',due,') > 0
