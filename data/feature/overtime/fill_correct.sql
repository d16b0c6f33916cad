SELECT o.ground AS ground, o.agreed_by AS agreed_by, o.until_at AS until,
       o.blocks AS blocks, o.note AS note
FROM overtime o
WHERE o.id = :overtime
