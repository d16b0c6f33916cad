SELECT tab, "row" FROM pass WHERE id = :id
