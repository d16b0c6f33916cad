-- The report on security (別紙, §9.11): each item of the contract's annex
-- (data/contract/security_item.csv) with how it stands in the period and on
-- which records that rests.
WITH item AS (
    SELECT CAST(json_extract(j.value, '$.list_no') AS INTEGER) AS n,
        json_extract(j.value, '$.item') AS item,
        json_extract(j.value, '$.text') AS text,
        json_extract(j.value, '$.rule') AS rule,
        json_extract(j.value, '$.permit') AS permit,
        '|' || json_extract(j.value, '$.mishap') || '|' AS mishap,
        '|' || json_extract(j.value, '$.lent') || '|' AS lent
    FROM json_each(kk_sheet('contract/security_item.csv')) j
), worker AS MATERIALIZED (
    SELECT p.id AS id, p.name AS name, p.id_card_no AS card,
        p.notified_on AS notified_on
    FROM person p
    WHERE p.deleted IS NULL AND p.org = '受託者' AND p.roster_from <= :last
      AND coalesce(p.roster_to, 99999999) >= :first
), chief(role, name) AS MATERIALIZED (
    SELECT r.role, group_concat(r.name, '、') FROM responsible r
    WHERE r.from_day <= :last AND r.to_day >= :last GROUP BY r.role
), mishap AS MATERIALIZED (
    SELECT s.kind AS kind, coalesce(l.kind, '') AS lent, coalesce(s.no || ' ', '') || s.kind || ' '
        || kk_day_text(kk_day(s.at))
        || coalesce('（報告 ' || kk_day_text(kk_day(s.reported_at)) || ' '
                    || substr(kk_iso(s.reported_at), 12) || '）', '（未報告）')
        AS words
    FROM sec_now s
    LEFT JOIN lent_item l ON l.id = s.lent_item_id
    WHERE s.class = '事故' AND kk_day(s.at) BETWEEN :first AND :last
), record AS MATERIALIZED (
    SELECT s.class AS class, s.n_trained AS n_trained,
        coalesce(s.no || ' ', '') || kk_day_text(kk_day(s.at)) || ' '
        || coalesce(CASE s.class
               WHEN '研修' THEN s.text || ' ' || s.n_trained || '名'
               WHEN '保管確認' THEN w.name || ' ' || coalesce(s.result, '')
               ELSE s.auditor || ' ' || coalesce(s.result, '結果はまだ') END,
               s.text, '')
        || coalesce('（報告 ' || kk_day_text(kk_day(s.reported_at)) || '）',
                    '（未報告）') AS words
    FROM sec_now s
    LEFT JOIN person w ON w.id = s.person_id
    WHERE s.class IN ('研修', '保管確認', '監査')
      AND kk_day(s.at) BETWEEN :first AND :last
), untaught(names) AS MATERIALIZED (
    SELECT group_concat(w.name, '、') FROM worker w
    WHERE NOT EXISTS (
        SELECT 1 FROM sec_person x
        JOIN sec_record s ON s.id = x.sec_record_id AND s.deleted IS NULL
            AND s.kind = '研修' AND s.pii = 1
            AND kk_fiscal(kk_day(s.at)) = kk_fiscal(:last)
            AND kk_day(s.at) <= :last
        WHERE x.person_id = w.id AND x.deleted IS NULL)
), seen AS (
    SELECT i.*,
        (SELECT group_concat(m.words, '、') FROM mishap m
         WHERE instr(i.mishap, '|' || m.kind || '|') > 0
           AND (i.lent = '||' OR instr(i.lent, '|' || m.lent || '|') > 0)) AS mishaps,
        (SELECT group_concat('承認番号 ' || p.approved_no
                             || coalesce(' ' || p.target, '') || ' '
                             || kk_day_text(p.from_day) || ' から'
                             || coalesce(kk_day_text(p.to_day) || ' まで', ''),
                             '、')
         FROM permit p
         WHERE p.deleted IS NULL AND p.kind = i.permit
           AND p.from_day <= :last
           AND coalesce(p.to_day, 99999999) >= :first) AS permits,
        (SELECT count(*) FROM lent_item l
         WHERE l.deleted IS NULL AND instr(i.lent, '|' || l.kind || '|') > 0
           AND kk_day(l.lent_at) <= :last
           AND coalesce(kk_day(l.returned_at), 99999999) >= :first) AS lent_n,
        (SELECT max(kk_day(l.checked_at)) FROM lent_item l
         WHERE l.deleted IS NULL AND instr(i.lent, '|' || l.kind || '|') > 0
           AND kk_day(l.checked_at) <= :last) AS checked_on
    FROM item i
), judged AS (
    SELECT s.*,
        CASE s.rule
        WHEN '体制' THEN CASE WHEN EXISTS (SELECT 1 FROM worker w
                                           WHERE w.notified_on IS NULL)
                              THEN '未届あり' ELSE '実施' END
        WHEN '事故' THEN CASE WHEN EXISTS (SELECT 1 FROM mishap)
                              THEN '発生あり' ELSE '発生なし' END
        WHEN '報告' THEN '実施'
        WHEN '監査' THEN CASE WHEN EXISTS (SELECT 1 FROM record r
                                           WHERE r.class = '監査')
                              THEN '実施' ELSE '該当なし' END
        WHEN '不十分' THEN '該当なし'
        WHEN '環境' THEN CASE WHEN EXISTS (
            SELECT 1 FROM notice n
            WHERE n.deleted IS NULL AND n.kind = '機器使用申出'
              AND n.approved_no IS NOT NULL AND n.approved_on <= :last)
            THEN '承認を得て実施' ELSE '該当なし' END
        WHEN '再委託' THEN '該当なし'
        WHEN '保管' THEN CASE WHEN EXISTS (SELECT 1 FROM record r
                                           WHERE r.class = '保管確認')
                              THEN '実施'
                              WHEN EXISTS (SELECT 1 FROM lent_item l
                                  WHERE l.deleted IS NULL
                                    AND l.kind IN ('手順書', '文書')
                                    AND kk_day(l.lent_at) <= :last
                                    AND coalesce(kk_day(l.returned_at),
                                                 99999999) >= :first)
                              THEN '確認の記録なし' ELSE '該当なし' END
        WHEN '教育' THEN CASE WHEN EXISTS (SELECT 1 FROM record r
                                           WHERE r.class = '研修'
                                             AND r.n_trained > 0) THEN '実施'
                              WHEN (SELECT u.names FROM untaught u) IS NULL
                              THEN '実施済' ELSE '未受講あり' END
        ELSE CASE WHEN s.mishaps IS NOT NULL THEN '事故あり'
                  WHEN s.permits IS NOT NULL THEN '許可を得て実施'
                  WHEN s.lent <> '||' AND s.lent_n = 0 THEN '該当なし'
                  ELSE '遵守' END
        END AS state
    FROM seen s
)
SELECT j.n AS id, j.item AS item, j.text AS text, j.state AS state,
    CASE j.rule
    WHEN '体制' THEN '従事者 ' || (SELECT count(*) FROM worker) || '名'
        || coalesce('（市への届出の記録なし ' || (
               SELECT group_concat(w.name, '、') FROM worker w
               WHERE w.notified_on IS NULL) || '）', '（全員届出済）')
        || '。業務責任者 ' || coalesce((SELECT c.name FROM chief c
               WHERE c.role = '業務責任者'), '（未定）')
        || '、情報セキュリティ責任者 ' || coalesce((SELECT c.name FROM chief c
               WHERE c.role = '情報セキュリティ責任者'), '（未定）')
    WHEN '身分証' THEN '身分証番号を届け出た従事者 '
        || (SELECT count(w.card) FROM worker w) || '/'
        || (SELECT count(*) FROM worker) || '名'
    WHEN '事故' THEN coalesce((SELECT group_concat(m.words, '、')
                               FROM mishap m), '期間中の事故の記録なし')
    WHEN '報告' THEN '本報告書'
    WHEN '監査' THEN coalesce((SELECT group_concat(r.words, '、')
                               FROM record r WHERE r.class = '監査'),
                              '期間中の監査の指示、記録なし')
    WHEN '不十分' THEN '不十分とされた記録なし'
    WHEN '環境' THEN coalesce((
        SELECT group_concat('承認番号 ' || n.approved_no || ' ' || n.text, '、')
        FROM notice n
        WHERE n.deleted IS NULL AND n.kind = '機器使用申出'
          AND n.approved_no IS NOT NULL AND n.approved_on <= :last),
        '受託者の機器の使用の承認なし')
    WHEN '再委託' THEN '再委託の記録なし'
    WHEN '保管' THEN coalesce((SELECT group_concat(r.words, '、')
                               FROM record r WHERE r.class = '保管確認'),
        '期間中の保管確認の記録なし')
    WHEN '教育' THEN coalesce((SELECT group_concat(r.words, '、')
                               FROM record r WHERE r.class = '研修'),
        '期間中の教育の記録なし')
        || coalesce('。年度内に未受講 ' || (SELECT u.names FROM untaught u), '')
    ELSE coalesce(nullif(coalesce(j.mishaps, '') || CASE
                      WHEN j.mishaps IS NOT NULL AND j.permits IS NOT NULL
                      THEN '、' ELSE '' END || coalesce(j.permits, ''), ''),
        CASE WHEN j.lent <> '||' AND j.lent_n = 0 THEN '貸与なし'
             WHEN j.lent <> '||' THEN '貸与 ' || j.lent_n || '件'
                 || coalesce('、所在確認 ' || kk_day_text(j.checked_on), '')
             WHEN j.permit <> '' THEN '許可を要する作業なし。違反の記録なし'
             ELSE '違反の記録なし' END)
    END AS basis,
    (SELECT c.name FROM chief c
     WHERE c.role = CASE WHEN j.rule IN ('体制', '報告', '再委託', '保管')
                         THEN '業務責任者' ELSE '情報セキュリティ責任者' END)
    AS chief
FROM judged j
