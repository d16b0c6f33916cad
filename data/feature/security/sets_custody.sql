SELECT 'sec_record', :id, 'kind', '保管確認'
