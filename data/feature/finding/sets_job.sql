SELECT 'finding', :finding, 'job_id', :id
