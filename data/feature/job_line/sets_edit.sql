-- Where units are set up anew, done is set up: as by job.done.
SELECT 'job_line', id, 'setup_at', done_at FROM job_setup
WHERE id = :id AND kind = '再セットアップ' AND :done IS NOT NULL
