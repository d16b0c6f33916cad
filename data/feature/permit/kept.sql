SELECT p.id AS id, 'permit' AS target,
       CASE WHEN p.to_day BETWEEN kk_today() AND kk_today() + 7 THEN '急'
            ELSE '' END AS mark,
       '許可' AS kind, p.approved_no AS no,
       p.kind || coalesce(' ' || p.target, '') AS what,
       CASE WHEN p.from_day > kk_today() THEN '先'
            WHEN p.to_day < kk_today() THEN '終了' ELSE '有効' END AS state,
       p.to_day AS day, NULL AS at, NULL AS who,
       CASE WHEN p.to_day < kk_today() THEN '期間が終わっています'
            WHEN p.kind = '持ち出し'
            THEN '持ち出しの控えに、その日に有効な承認番号が残ります'
            ELSE '終わりの一月前から、予定と期限に出ます'
       END AS about,
       CASE WHEN p.to_day < kk_today() THEN 9000000000000 - p.to_day
            ELSE 3000000000000 + coalesce(p.to_day, 999999) END AS sort
FROM permit p
WHERE p.deleted IS NULL
