-- The colour lasers of the year's survey with what was read before and now;
-- those that were not read with why (§5.5).
SELECT c.id AS id, c.site_no AS site_no, c.site AS site, c.place AS place,
       c.dept AS dept, c.floor AS floor, c.machine_id AS machine_id,
       c.model AS model, u.segment AS segment, c.before_count AS before_count,
       c.before_at AS before_at, c.count AS count, c.at AS at, c.diff AS diff,
       coalesce(CASE WHEN c.count IS NULL
                     THEN CASE WHEN c.unread IS NULL THEN '未計測'
                               ELSE '計測できず: ' || c.unread END
                     ELSE c.reset_flag END, '')
       || CASE WHEN coalesce(CASE WHEN c.count IS NULL THEN 1 END,
                             c.reset_flag) IS NOT NULL AND c.note IS NOT NULL
               THEN '　' ELSE '' END || coalesce(c.note, '') AS remark,
       CASE WHEN c.count IS NULL THEN '未' ELSE '済' END AS part,
       c.sort AS sort
FROM count_line c
JOIN unit u ON u.id = c.unit_id
WHERE c.fiscal_year = kk_fiscal(:first)
