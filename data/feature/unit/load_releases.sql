SELECT id, kind || ' ' || version, 0, NULL FROM media_release
WHERE deleted IS NULL
