SELECT kind || ' ' || version FROM media_release WHERE id = :id
