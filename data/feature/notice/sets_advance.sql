SELECT 'notice', :id, 'kind', '事前提示'
