-- What stands on the cover of a paper, the latest of each that was entered on
-- top: of two that hold on a day the one that began later counts.
CREATE VIEW cover_entered AS
SELECT p.id AS id, p.key AS key, p.value AS value, p.valid_from AS valid_from,
    coalesce(p.valid_to, 99999999) AS valid_to
FROM contract_param p
WHERE p.deleted IS NULL AND p.key LIKE 'cover.%' AND p.value <> '';
-- What may stand there: data/contract/cover.csv.
CREATE VIEW cover_field AS
SELECT json_extract(j.value, '$.key') AS key,
    CAST(json_extract(j.value, '$.no') AS INTEGER) AS no,
    json_extract(j.value, '$.label') AS label,
    json_extract(j.value, '$.need') AS need,
    nullif(json_extract(j.value, '$.usual'), '') AS usual
FROM json_each(kk_sheet('contract/cover.csv')) j;
