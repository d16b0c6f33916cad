SELECT max(at) FROM export_log WHERE written = 1
