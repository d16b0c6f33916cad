-- What was read in the survey's time before it was recorded here (load
-- counters) is of it: the last of each printer that it still asks for.
WITH had(id, survey_id, rule_key) AS (
    SELECT (SELECT c.id FROM print_count c
            WHERE c.unit_id = r.unit_id AND c.survey_id IS NULL
              AND c.deleted IS NULL AND c."count" IS NOT NULL
              AND kk_day(c.at) BETWEEN s.from_day AND s.to_day
            ORDER BY c.at DESC, c.id DESC LIMIT 1), r.survey_id, r.rule_key
    FROM print_survey s
    JOIN ruled_print_count r ON r.survey_id = s.id AND r.id < 0
    WHERE s.id = :id
)
SELECT 'print_count', h.id, 'survey_id', h.survey_id
FROM had h WHERE h.id IS NOT NULL
UNION ALL
SELECT 'print_count', h.id, 'rule_key', h.rule_key
FROM had h WHERE h.id IS NOT NULL
