SELECT node FROM writer WHERE writer = :writer
