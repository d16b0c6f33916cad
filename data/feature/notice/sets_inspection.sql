SELECT 'notice', :id, 'kind', '定期点検'
