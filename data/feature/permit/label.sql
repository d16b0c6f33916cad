SELECT kind || ' ' || coalesce(approved_no, '') FROM permit WHERE id = :id
