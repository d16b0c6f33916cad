SELECT c.id, c.kind || coalesce(' ' || c.period, ''), NULL,
       kk_names(c.rule_key, c.kind || coalesce(' ' || c.period, '')), NULL,
       CASE WHEN c.submitted_at IS NULL AND c.waived_at IS NULL
            THEN kk_names(c.kind || coalesce(' ' || c.period, '')) END
FROM ruled_document c
