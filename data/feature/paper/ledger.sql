-- The three lists (§5.4): every counted unit in their scope with what became of
-- it since the list was last handed in, by the journal and not by when it
-- happened. The paper of a month is held against those before it, also when it
-- is made again.
WITH sent(segment, writer, seq) AS MATERIALIZED (
    SELECT c.segment, CAST(v.key AS INTEGER), max(v.value)
    FROM (SELECT DISTINCT segment FROM contract_model
          WHERE deleted IS NULL) c
    JOIN document d ON d.deleted IS NULL AND d.vector IS NOT NULL
        AND d.kind LIKE '所在等管理%'
        AND (instr(d.kind, c.segment) > 0 OR instr(d.kind, '（') = 0)
        AND d.period IS NOT substr(kk_day_long(:first), 1,
                                   instr(kk_day_long(:first), '月')) || '分'
    JOIN json_each(d.vector) v
    GROUP BY c.segment, v.key
), touched AS MATERIALIZED (
    SELECT u.id AS id, c.entry AS entry, e.ltime AS ltime, e.writer AS writer,
        e.seq AS seq, c.col = 0 AS born,
        coalesce(nullif(e.happened_at, 0), e.recorded_at) AS at,
        e.reason AS reason
    FROM unit u
    JOIN change c ON c.tab = 11 AND c.row = u.id
        AND c.col IN (0, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16)
    JOIN entry e ON e.arrival = c.entry AND e.action <> 'load.ledger'
    LEFT JOIN sent s ON s.segment = u.segment AND s.writer = e.writer
    WHERE CASE WHEN u.segment IN (SELECT x.segment FROM sent x)
               THEN e.seq > coalesce(s.seq, 0)
               ELSE e.arrival > (SELECT coalesce(max(l.arrival), 0)
                                 FROM entry l WHERE l.action = 'load.ledger')
               END
), once AS MATERIALIZED (
    SELECT t.id AS id, t.writer AS writer, t.seq AS seq, min(t.ltime) AS ltime,
        sum(t.born) AS born
    FROM touched t GROUP BY t.id
), was AS MATERIALIZED (
    SELECT o.id AS id, o.born AS born,
        coalesce(kk_then(11, o.id, 8, o.ltime, o.writer, o.seq - 1),
                 u.place_id) AS place_id,
        coalesce(kk_then(11, o.id, 7, o.ltime, o.writer, o.seq - 1),
                 u.dept_id) AS dept_id,
        coalesce(kk_then(11, o.id, 10, o.ltime, o.writer, o.seq - 1),
                 u.state) AS state,
        kk_then(11, o.id, 3, o.ltime, o.writer, o.seq - 1) AS serial,
        kk_then(11, o.id, 6, o.ltime, o.writer, o.seq - 1) AS role,
        kk_then(11, o.id, 2, o.ltime, o.writer, o.seq - 1) AS machine_id,
        kk_then(11, o.id, 13, o.ltime, o.writer, o.seq - 1) AS image_id,
        kk_then(11, o.id, 14, o.ltime, o.writer, o.seq - 1) AS key_no,
        kk_then(11, o.id, 16, o.ltime, o.writer, o.seq - 1) AS note,
        kk_then(11, o.id, 15, o.ltime, o.writer, o.seq - 1) AS settings
    FROM once o JOIN unit u ON u.id = o.id
), newest AS MATERIALIZED (
    SELECT t.id AS id, t.at AS at, t.reason AS reason, max(t.ltime) AS ltime
    FROM touched t GROUP BY t.id
), moved AS MATERIALIZED (
    SELECT t.id AS id, m.happened_at AS at,
        coalesce(m.reason, '') || coalesce(
            ' ' || coalesce(i.city_no, i.no, j.no), '') AS reason,
        max(t.ltime) AS ltime
    FROM (SELECT DISTINCT id, entry, ltime FROM touched) t
    JOIN change c ON c.entry = t.entry AND c.tab = 12 AND c.col = 0
    JOIN unit_move m ON m.id = c.row AND m.unit_id = t.id AND m.deleted IS NULL
    LEFT JOIN incident i ON i.id = m.incident_id
    LEFT JOIN job j ON j.id = m.job_id
    GROUP BY t.id
), line AS (
    SELECT u.*, m.name AS model, m.dev_type AS dev_type, s.no AS site_no,
        p.name AS place, d.name AS dept, r.kind AS media_kind,
        r.version AS media_version,
        CASE WHEN coalesce(u.state, '') IN ('管理外', '廃止', '市引渡済')
             THEN 'その他'
             WHEN coalesce(p.ledger_scope, 1) = 0 THEN '対象外'
             ELSE '一覧' END AS part,
        CASE WHEN w.born > 0 THEN 0
             ELSE coalesce(wp.ledger_scope, 1) = 1
                  AND coalesce(w.state, '')
                      NOT IN ('管理外', '廃止', '市引渡済') END AS was_in,
        w.place_id IS NOT u.place_id OR w.dept_id IS NOT u.dept_id AS went,
        trim(CASE WHEN w.state <> u.state
                  THEN '状態 ' || w.state || '→' || u.state || '　' ELSE '' END
             || CASE WHEN w.serial <> u.serial
                     THEN '製造番号 ' || w.serial || '→' || u.serial || '　'
                     ELSE '' END
             || CASE WHEN w.machine_id <> u.machine_id
                     THEN '機器ID ' || w.machine_id || '→' || u.machine_id
                          || '　' ELSE '' END
             || CASE WHEN w.role <> u.role
                     THEN '用途 ' || w.role || '→' || u.role || '　'
                     ELSE '' END
             || CASE WHEN w.image_id <> u.image_release_id
                     THEN '媒体　' ELSE '' END
             || CASE WHEN w.key_no <> u.key_no
                     THEN 'ワイヤー鍵　' ELSE '' END
             || CASE WHEN w.settings <> u.settings
                     THEN '端末設定　' ELSE '' END
             || CASE WHEN w.note <> u.note THEN '備考　' ELSE '' END, '　 ')
        AS became,
        v.at AS moved_at, v.reason AS moved_why, n.at AS newest_at,
        n.reason AS newest_why, w.id IS NOT NULL AS fresh,
        (SELECT x.name FROM place x WHERE x.id = w.place_id) AS was_place
    FROM unit u
    JOIN model m ON m.id = u.model_id AND m.counted = 1
    LEFT JOIN place p ON p.id = u.place_id
    LEFT JOIN site s ON s.id = p.site_id
    LEFT JOIN dept d ON d.id = u.dept_id
    LEFT JOIN media_release r ON r.id = u.image_release_id
    LEFT JOIN was w ON w.id = u.id
    LEFT JOIN place wp ON wp.id = w.place_id
    LEFT JOIN newest n ON n.id = u.id
    LEFT JOIN moved v ON v.id = u.id
    WHERE u.deleted IS NULL
), judged AS (
    SELECT l.*, CASE WHEN NOT l.fresh THEN ''
                     WHEN l.part <> '一覧'
                     THEN CASE WHEN l.was_in THEN '除外' ELSE '' END
                     WHEN NOT l.was_in THEN '新規'
                     WHEN l.went THEN '異動'
                     WHEN l.became <> '' THEN '変更'
                     ELSE '' END AS change
    FROM line l
)
SELECT j.id AS id, j.segment AS segment, j.machine_id AS machine_id,
       j.dev_type AS dev_type, j.model AS model, j.serial AS serial,
       j.site_no AS site_no, j.place AS place, j.dept AS dept, j.role AS role,
       j.state AS state, j.note AS note, j.warranty_until AS warranty,
       (SELECT o.machine_id FROM unit o
        WHERE o.id = j.pair_id AND o.deleted IS NULL) AS pair,
       j.key_no AS key, j.media_kind AS media_kind,
       j.media_version AS media_version, j.settings AS settings,
       j.part AS part, j.change AS change,
       CASE j.change WHEN '' THEN NULL WHEN '変更' THEN j.newest_at
            ELSE coalesce(j.moved_at, j.newest_at) END AS changed_at,
       CASE j.change WHEN '' THEN NULL
            WHEN '変更' THEN j.became
                 || coalesce('（' || j.newest_why || '）', '')
            ELSE CASE WHEN j.change = '異動'
                      THEN coalesce(j.was_place, '') || ' から　' ELSE '' END
                 || coalesce(nullif(j.moved_why, ''), j.newest_why, j.became)
       END AS why,
       printf('%03d %s %s %s', coalesce(j.site_no, 99), coalesce(j.place, ''),
              coalesce(j.dept, ''), j.machine_id) AS sort
FROM judged j
