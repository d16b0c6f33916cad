SELECT name, kana, note FROM dept WHERE id = :dept
