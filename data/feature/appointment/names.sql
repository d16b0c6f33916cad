-- By the role and who: 業務責任者 佐藤.
SELECT a.id, a.role || ' ' || coalesce(p.name, ''), a.deleted,
       kk_names(a.role || ' ' || coalesce(p.name, '')), NULL,
       kk_names(a.role || ' ' || coalesce(p.name, ''), p.name, p.kana)
FROM appointment a LEFT JOIN person p ON p.id = a.person_id
