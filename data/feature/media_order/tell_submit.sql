SELECT '公開 ' || o.released || '/' || o.media || '種  手順書 ' || o.manuals
       || '/' || o.all_manuals || '  予備更新 ' || o.fresh || '/' || o.spares
FROM media_order_work o WHERE o.id = :id
