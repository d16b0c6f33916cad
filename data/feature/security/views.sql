-- What was recorded on security: what sort of record it is, and what to do.
CREATE VIEW sec_now AS
SELECT s.*,
    CASE WHEN s.class = '研修' AND s.n_trained = 0
         THEN '受けた人を「受講者を加える」で加えます'
         WHEN s.unreported AND s.class = '事故'
         THEN '市へ速やかに報告します（別紙 5）'
         WHEN s.unreported THEN '結果を市へ報告します（別紙 7、11、12）'
         ELSE '' END AS about
FROM (SELECT s.*,
    CASE WHEN s.kind IN ('研修', '保管確認', '監査', '合言葉') THEN s.kind
         ELSE '事故' END AS class,
    s.reported_at IS NULL AND s.kind IS NOT '合言葉' AS unreported,
    (SELECT count(*) FROM sec_person x
     WHERE x.sec_record_id = s.id AND x.deleted IS NULL) AS n_trained
      FROM sec_record s
      WHERE s.deleted IS NULL) s;
-- Who of the roster took no training this contract year (別紙 12).
CREATE VIEW untrained AS
SELECT w.id AS id, w.name AS name
FROM worker_now w
WHERE NOT EXISTS (
    SELECT 1 FROM sec_person x
    JOIN sec_record s ON s.id = x.sec_record_id AND s.deleted IS NULL
        AND s.kind = '研修' AND s.pii = 1
        AND kk_fiscal(kk_day(s.at)) = kk_fiscal(kk_today())
    WHERE x.person_id = w.id AND x.deleted IS NULL);
-- The city's documents are looked after at an interval (別紙 11): until the end
-- of the month that many after the last check, or after they were lent. No row
-- while none are here.
CREATE VIEW custody AS
SELECT c.n AS n, c.item_id AS item_id, c.last_id AS last_id, c.last_at AS last_at,
    kk_day(CAST(strftime('%s', coalesce(c.last_at, c.lent_at) + 32400,
                         'unixepoch', 'start of month',
                         '+' || (1 + coalesce(kk_param(
                             'documents.check_months', kk_today()), 1))
                         || ' months') AS INTEGER) - 32400) - 1 AS check_by
FROM (
    SELECT count(*) AS n, min(l.lent_at) AS lent_at, min(l.id) AS item_id,
        (SELECT s.id FROM sec_record s
         WHERE s.deleted IS NULL AND s.kind = '保管確認'
         ORDER BY s.at DESC, s.id DESC LIMIT 1) AS last_id,
        (SELECT max(s.at) FROM sec_record s
         WHERE s.deleted IS NULL AND s.kind = '保管確認') AS last_at
    FROM lent_item l
    WHERE l.deleted IS NULL AND l.returned_at IS NULL
      AND l.kind IN ('手順書', '文書')
) c
WHERE c.n > 0;
