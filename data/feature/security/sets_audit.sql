SELECT 'sec_record', :id, 'kind', '監査'
