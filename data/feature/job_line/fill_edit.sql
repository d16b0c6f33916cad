SELECT to_place_id AS "to", to_dept_id AS dept, media_kind AS media,
       done_at AS done
FROM job_line WHERE id = :line
