-- From this version on the roster and the releases change at the office only:
-- the number that an entry carries tells whether its program knew (the view
-- office_change).
CREATE INDEX media_release_deleted ON media_release(id) WHERE deleted = 1;
