SELECT j.units || '/' || kk_param('install.units', kk_day(j.ordered_at)) || '台'
FROM job_line l JOIN job_now j ON j.id = l.job_id
WHERE l.id = :id AND j.installs
