-- Where a reading of that printer at that time belongs: its row in the newest
-- survey, once that has begun; and what was read at that very time already.
SELECT r.id, r.rule_key, r.survey_id, r."count",
    (SELECT c."count" FROM print_count c
     WHERE c.unit_id = :unit AND c.at = :at AND c.deleted IS NULL
       AND c."count" IS NOT NULL LIMIT 1)
FROM (SELECT 1) one
LEFT JOIN survey_newest y ON y.from_day <= kk_day(:at)
LEFT JOIN ruled_print_count r ON r.unit_id = :unit
    AND r.survey_id IN (SELECT s.id FROM print_survey s
                        WHERE s.fiscal_year = y.fiscal_year)
