SELECT 'document', d.id, 'addressee',
    kk_param_text('submission.to', coalesce(d.due_on, kk_today()))
FROM document d WHERE d.id = :id AND d.addressee IS NULL
