SELECT u.id FROM unit u JOIN place p ON p.id = u.place_id WHERE p.site_id = :id
