SELECT 'sec_record', :id, 'kind', '研修'
