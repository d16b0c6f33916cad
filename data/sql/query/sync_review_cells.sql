SELECT tab, row, col FROM review_cell WHERE entries = :entries
ORDER BY tab, row, col
