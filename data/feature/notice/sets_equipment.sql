SELECT 'notice', :id, 'kind', '機器使用申出'
