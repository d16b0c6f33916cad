SELECT answer, asker AS "to" FROM qa WHERE id = :qa
