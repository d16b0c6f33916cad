-- The seven works of §4.1 with what was done within the days and, where the
-- contract limits them, how much of the year is used by then.
WITH d AS (
    SELECT kk_ymd(kk_fiscal(:last), 4, 1) AS april
), j AS MATERIALIZED (
    SELECT n.* FROM job_now n, d WHERE n.day BETWEEN d.april AND :last
), l AS MATERIALIZED (
    -- Units that were done within the days; displays ride along uncounted.
    SELECT x.job_id AS job_id, sum(m.counted IS NOT 0) AS units,
        group_concat(DISTINCT m.short) AS models
    FROM job_line x
    JOIN unit u ON u.id = x.unit_id
    LEFT JOIN model m ON m.id = u.model_id
    WHERE x.deleted IS NULL AND x.cancelled_at IS NULL
      AND kk_day(x.done_at) BETWEEN :first AND :last
    GROUP BY x.job_id
), o AS MATERIALIZED (
    SELECT w.* FROM media_order_now w, d
    WHERE kk_day(w.ordered_at) BETWEEN d.april AND :last
), r(nth, work, n, unit, used, what) AS (
    SELECT 1, '障害の早期回復', count(*), '件', NULL, CASE WHEN count(*) > 0 THEN
        '対応完了 ' || count(*) || '件、訪問 '
        || coalesce(sum((SELECT count(*) FROM visit_real v
                         WHERE v.incident_id = i.id)), 0)
        || '回、実稼働 ' || kk_min_text(coalesce(sum((
            SELECT e.minutes FROM incident_effort e
            WHERE e.incident_id = i.id)), 0)) || '（「障害対応」のとおり）' END
    FROM incident i
    WHERE i.deleted IS NULL AND i.returned_at IS NULL
      AND i.completed_at >= kk_day_start(:first)
      AND i.completed_at < kk_day_start(:last + 1)
    UNION ALL
    SELECT 2, '端末及び周辺機器の設置・撤去',
        sum(kk_day(j.finished_at) BETWEEN :first AND :last), '回',
        count(*) || '/' || kk_param('install.orders', :last) || '回',
        group_concat(CASE WHEN l.units IS NOT NULL
                          OR kk_day(j.finished_at) BETWEEN :first AND :last
                          OR j.day >= :first THEN
            coalesce(j.order_no || ' ', '') || j.kind || ' '
            || coalesce(kk_called(5, p.id, 3, 21, j.id, 9), p.name, '') || ' '
            || coalesce(l.units, 0) || '台'
            || coalesce('（' || l.models || '）', '')
            || CASE WHEN kk_day(j.finished_at) BETWEEN :first AND :last
                    THEN ' 完了 ' || kk_day_md(kk_day(j.finished_at))
                    ELSE ' 作業中' END END, char(10))
    FROM j LEFT JOIN l ON l.job_id = j.id LEFT JOIN place p ON p.id = j.place_id
    WHERE j.installs
    UNION ALL
    SELECT 3, '報告書の作成', count(*), '件', NULL,
        group_concat(x.kind || coalesce(' ' || x.period, '') || ' '
                     || kk_day_md(kk_day(x.submitted_at)) || ' 提出', char(10))
    FROM (SELECT * FROM document
          WHERE deleted IS NULL AND kk_day(submitted_at) BETWEEN :first AND :last
          ORDER BY submitted_at, kind) x
    UNION ALL
    SELECT 4, '各機器の所在の管理', coalesce(sum(x.n), 0), '件', NULL,
        group_concat(x.reason || ' ' || x.n || '件', char(10))
    FROM (SELECT coalesce(m.reason, '異動') AS reason, count(*) AS n
          FROM unit_move m
          WHERE m.deleted IS NULL
            AND m.happened_at >= kk_day_start(:first)
            AND m.happened_at < kk_day_start(:last + 1)
          GROUP BY 1 ORDER BY n DESC, reason) x
    UNION ALL
    SELECT 5, 'カラーレーザープリンタの印刷枚数調査', count(*), '台', NULL,
        CASE WHEN count(*) > 0 THEN '計測 ' || count(c."count") || '台'
             || CASE WHEN count(*) > count(c."count")
                     THEN '、読めないもの ' || (count(*) - count(c."count"))
                          || '台' ELSE '' END END
    FROM print_count c
    WHERE c.deleted IS NULL AND c.survey_id IS NOT NULL
      AND kk_day(c.at) BETWEEN :first AND :last
    UNION ALL
    SELECT 6, 'マスターパソコン及びリカバリ媒体等の更新',
        (SELECT count(*) FROM media_release y
         JOIN o ON o.id = y.order_id
         WHERE y.deleted IS NULL AND y.released_on BETWEEN :first AND :last),
        '種', count(*) || '/' || kk_param('media.orders', :last) || '回',
        group_concat(CASE WHEN kk_day(o.ordered_at) >= :first
                          OR kk_day(o.finished_at) BETWEEN :first AND :last
                          OR m.names IS NOT NULL THEN
            coalesce(o.city_ref || ' ', '') || o.nth || '回目'
            || coalesce(' ' || m.names || ' を公開', ' 作業中')
            || CASE WHEN kk_day(o.finished_at) BETWEEN :first AND :last
                    THEN '、成果物を提出 ' || kk_day_md(kk_day(o.finished_at))
                    ELSE '' END END, char(10))
    FROM o LEFT JOIN (
        SELECT y.order_id AS order_id,
            group_concat(y.kind || ' ' || y.version, '、') AS names
        FROM media_release y
        WHERE y.deleted IS NULL AND y.released_on BETWEEN :first AND :last
        GROUP BY y.order_id) m ON m.order_id = o.id
    UNION ALL
    SELECT 7, '端末用途変更等によるパソコンの再セットアップ',
        coalesce(sum(l.units), 0), '台',
        coalesce(sum(j.units), 0) || '/' || kk_param('resetup.units', :last)
        || '台',
        group_concat(CASE WHEN l.units IS NOT NULL
                          OR kk_day(j.finished_at) BETWEEN :first AND :last
                          OR j.day >= :first THEN
            coalesce(j.order_no || ' ', '') || coalesce(l.units, 0) || '台'
            || coalesce('（' || l.models || '）', '')
            || CASE WHEN kk_day(j.finished_at) BETWEEN :first AND :last
                    THEN ' 返却 ' || kk_day_md(kk_day(j.finished_at))
                    ELSE ' 作業中' END END, char(10))
    FROM j LEFT JOIN l ON l.job_id = j.id
    WHERE j.kind = '再セットアップ'
)
SELECT nth AS id, work AS work, coalesce(n, 0) || unit AS done,
    coalesce(used, '－') AS used, coalesce(nullif(what, ''), '該当なし') AS what
FROM r
