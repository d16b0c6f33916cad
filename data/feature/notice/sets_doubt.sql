SELECT 'notice', :id, 'kind', '疑義'
