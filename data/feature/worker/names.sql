-- Everyone who ever was on the roster; that somebody is on it today is the
-- action's to check (R79).
SELECT id, name,
       CASE WHEN org = '受託者' THEN deleted ELSE 1 END,
       kk_names(name, kana) || kk_numbers(id_card_no),
       NULL,
       kk_names(name, kana)
FROM person
