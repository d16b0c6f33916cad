SELECT g.id, g.month || ' ' || g.gap, g.deleted, kk_names(g.month || ' ' || g.gap),
       NULL, kk_names(g.gap)
FROM gap_accepted g
