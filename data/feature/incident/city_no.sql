-- Another case of the city's number, however it is written.
SELECT no FROM incident
WHERE id <> :self AND deleted IS NULL
  AND (city_no = :city_no
       OR length(city_no) = length(:city_no)
          AND kk_ident(city_no) = kk_ident(:city_no))
LIMIT 1
