SELECT n.id AS id, n.at AS at, kk_day(n.at) AS day, n.kind AS kind,
       NULL AS no, n.text AS what, '' AS mark, NULL AS who,
       'notice' AS target, n.at AS sort
FROM notice n
WHERE n.deleted IS NULL AND n.kind = '定期点検' AND n.at >= kk_now() - 86400
