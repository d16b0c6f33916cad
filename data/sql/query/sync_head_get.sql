SELECT seq FROM head_sig WHERE writer = :writer
