SELECT to_place_id AS "to", to_dept_id AS dept, media_kind AS media
FROM job_line WHERE id = :line
