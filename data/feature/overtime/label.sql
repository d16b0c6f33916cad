SELECT ground || ' ' || coalesce(kk_time_text(until_at), '')
FROM overtime WHERE id = :id
