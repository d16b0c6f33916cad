SELECT j.units || '/' || kk_param('install.units', j.day) || '台'
FROM job_line l JOIN job_now j ON j.id = l.job_id
WHERE l.id = :id AND j.installs
UNION ALL
SELECT '再セットアップ ' || (SELECT sum(o.units) FROM job_now o
        WHERE o.kind = j.kind AND o.fiscal = j.fiscal)
    || '/' || kk_param('resetup.units', j.day) || '台'
FROM job_line l JOIN job_now j ON j.id = l.job_id
WHERE l.id = :id AND j.kind = '再セットアップ'
