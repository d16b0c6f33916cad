-- Read after all: why it could not be is no more.
SELECT 'print_count', c.id, 'unread', NULL
FROM print_count c
WHERE c.id = :id AND c."count" IS NOT NULL AND c.unread IS NOT NULL
