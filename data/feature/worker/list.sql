SELECT id, name, kana, role, phone, id_card_no, roster_from, roster_to,
       coalesce(roster_from <= kk_today()
                AND coalesce(roster_to, 99999999) >= kk_today(), 0) AS on_roster,
       coalesce(kana, name) AS sort
FROM person
WHERE deleted IS NULL AND org = '受託者'
