SELECT 21, o.id FROM job_line l
JOIN job j ON j.id = l.job_id
JOIN job o ON o.id = j.id
    OR strftime('%Y', o.ordered_at + 32400, 'unixepoch', '-3 months') = strftime('%Y', j.ordered_at + 32400, 'unixepoch', '-3 months')
WHERE l.unit_id = :id
