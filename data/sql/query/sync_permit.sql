-- A permit on record that covers taking data out today (R81).
SELECT approved_no FROM permit
WHERE deleted IS NULL AND approved_no IS NOT NULL
  AND (kind LIKE '%持ち出し%' OR kind LIKE '%持出%')
  AND (from_day IS NULL OR from_day <= :today)
  AND (to_day IS NULL OR to_day >= :today)
ORDER BY from_day DESC, id DESC LIMIT 1
