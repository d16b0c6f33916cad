SELECT * FROM move_now
