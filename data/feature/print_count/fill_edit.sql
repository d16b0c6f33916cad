SELECT c."count" AS count, c.reset_flag AS reset, c.at AS at,
       c.unread AS unread, c.note AS note
FROM ruled_print_count c WHERE c.id = :unit
