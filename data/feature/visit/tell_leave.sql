SELECT '追加セットアップがまだです。利用者確認の前に、市の手順書で行います'
FROM visit v
WHERE v.incident_id = :id AND v.deleted IS NULL AND v.maker = 1
  AND v.worked_on IN ('制御PC', '両方')
  AND NOT EXISTS (SELECT 1 FROM step_done s
                  WHERE s.incident_id = :id AND s.step_key = 'extra_setup'
                    AND s.deleted IS NULL)
LIMIT 1
