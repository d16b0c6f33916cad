SELECT no, name, kana, address, note, valid_from, valid_to
FROM site WHERE id = :site
