-- Our number, the city's. The number of a case that was merged finds the one it
-- went into.
SELECT i.id,
       coalesce(i.no, '')
       || coalesce(' ' || p.name, '') || coalesce(' ' || nullif(d.name, p.name), ''),
       i.deleted,
       kk_numbers(i.no, i.city_no),
       NULL,
       -- by these a list is searched; who types a case gives its number
       kk_names(u.machine_id, u.serial, i.symptom, i.error_text,
                i.site_contact, p.kana, d.kana)
FROM incident i
LEFT JOIN unit u ON u.id = i.unit_id
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN dept d ON d.id = i.dept_id
--find
WHERE i.id IN (
    WITH RECURSIVE met AS (
        SELECT id FROM incident WHERE id = :refid
        UNION
        SELECT id FROM incident WHERE no IN (:ref, :ident)
        UNION
        SELECT id FROM incident WHERE city_no IN (:ref, :ident)
        UNION
        SELECT id FROM incident
        WHERE length(city_no) = length(:ref) AND kk_ident(city_no) = :ident
           OR length(no) = length(:ref) AND kk_ident(no) = :ident
    ), gone(id, into_id) AS (
        SELECT x.id, x.merged_into_id FROM incident x JOIN met ON met.id = x.id
        UNION
        SELECT x.id, x.merged_into_id
        FROM gone JOIN incident x ON x.id = gone.into_id
        WHERE gone.into_id IS NOT NULL
    )
    SELECT id FROM gone)
--end
