SELECT * FROM repair_line WHERE 1
