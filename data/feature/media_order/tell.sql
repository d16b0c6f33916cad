SELECT '媒体更新 ' || o.nth || '/' || o.most || '回'
       || CASE WHEN o.agreed THEN ' 協議済' ELSE '' END
FROM media_order_now o WHERE o.id = :id
