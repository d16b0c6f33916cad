-- What a maker's desk is asked about: a case's device, or one in repair.
CREATE VIEW desk_subject AS
SELECT i.id AS incident_id, NULL AS repair_id, i.unit_id AS unit_id,
    m.desk_id AS desk_id, i.symptom AS symptom, i.error_text AS error_text,
    NULL AS symptom_repro, i.site_contact AS contact, i.site_phone AS phone,
    i.place_id AS place_id, i.dept_id AS dept_id,
    coalesce(i.assignee_id, kk_worker()) AS worker_id
FROM incident i
JOIN unit u ON u.id = i.unit_id
JOIN model m ON m.id = u.model_id
UNION ALL
-- Who is at the case's site is asked there, and nowhere else.
SELECT NULL, r.id, r.unit_id, r.desk_id, coalesce(r.reason, i.symptom),
    i.error_text, r.symptom_repro,
    CASE WHEN coalesce(r.place_id, u.place_id) = i.place_id
         THEN i.site_contact END,
    CASE WHEN coalesce(r.place_id, u.place_id) = i.place_id
         THEN i.site_phone END,
    coalesce(r.place_id, u.place_id),
    CASE WHEN r.place_id IS NULL THEN u.dept_id END,
    coalesce(kk_worker(), i.assignee_id)
FROM repair r
JOIN unit u ON u.id = r.unit_id
LEFT JOIN incident i ON i.id = r.incident_id;

-- The same with words: of a scanner the number of the machine (5 digits), of its
-- control PC the serial (別表3).
CREATE VIEW desk_case AS
SELECT s.incident_id, s.repair_id, d.id AS desk_id, d.name AS desk, d.mail AS mail,
    coalesce(d.needs_text, '') AS needs,
    instr(coalesce(d.contract_note, ''), '修理依頼対応要求書') > 0 AS wants_paper,
    m.name AS model_name,
    '札幌市 ' || coalesce(p.name, '') || coalesce(' ' || nullif(t.name, p.name), '') AS customer,
    nullif(trim(coalesce(w.name || '（受託者）', '')
                || coalesce('  現地 ' || kk_sama(s.contact), '')), '') AS person,
    nullif(trim(coalesce(w.phone, '') || coalesce('  現地 ' || s.phone, '')),
           '') AS phone,
    CASE WHEN m.dev_type = '打番スキャナ' THEN c.serial ELSE u.serial END
        AS serial,
    m.dev_type IN ('打番スキャナ', '打番スキャナ制御PC') AS scans,
    -- What of the ledger is missing where the desk asks for a number of it.
    CASE
    WHEN m.dev_type = '打番スキャナ' AND c.id IS NULL
    THEN '（対の制御PCが台帳にありません。「機器を訂正」で対を入れます）'
    WHEN m.dev_type = '打番スキャナ' AND c.serial IS NULL
    THEN '（制御PC ' || c.machine_id || ' の製造番号が台帳にありません）'
    WHEN u.serial IS NULL AND m.dev_type <> '打番スキャナ'
    THEN '（' || u.machine_id || ' の製造番号が台帳にありません）'
    END AS no_serial,
    CASE
    WHEN m.dev_type = '打番スキャナ'
    THEN '（' || u.machine_id || ' の製造番号が5桁ではありません）'
    WHEN c.id IS NULL
    THEN '（対のスキャナが台帳にありません。「機器を訂正」で対を入れます）'
    ELSE '（スキャナ ' || c.machine_id || ' の製造番号が5桁ではありません）'
    END AS no_machine_no,
    CASE WHEN m.dev_type = '打番スキャナ' AND length(u.serial) = 5
         THEN u.serial
         WHEN m.dev_type <> '打番スキャナ' AND length(c.serial) = 5
         THEN c.serial END AS machine_no,
    nullif(trim(coalesce(z.address || ' ', '') || coalesce(p.name, '')
        || CASE WHEN instr(z.address, p.floor) > 0 OR p.floor IS NULL THEN ''
                ELSE ' ' || p.floor END || coalesce(' ' || nullif(t.name, p.name), '')), '') AS place,
    s.symptom AS symptom, s.error_text AS error_text,
    s.symptom_repro AS symptom_repro
FROM desk_subject s
JOIN vendor_desk d ON d.id = s.desk_id AND d.deleted IS NULL
JOIN unit u ON u.id = s.unit_id
JOIN model m ON m.id = u.model_id
LEFT JOIN unit c ON c.id = coalesce(
    u.pair_id,
    (SELECT x.id FROM unit x WHERE x.pair_id = u.id AND x.deleted IS NULL))
LEFT JOIN place p ON p.id = s.place_id
LEFT JOIN site z ON z.id = p.site_id
LEFT JOIN dept t ON t.id = s.dept_id
LEFT JOIN person w ON w.id = s.worker_id;

-- Line by line, as it is read aloud. A text that is null nobody knows yet. What
-- reads these views names its case or repair by a parameter: a column of another
-- table does not reach through the union, and all cases would be read.
CREATE VIEW desk_item AS
SELECT c.incident_id, c.repair_id, c.desk_id, n.n AS n,
    -- RICOH calls it otherwise.
    CASE WHEN n.n = 5 AND instr(c.needs, '製造機番') > 0 THEN '製造機番'
         ELSE n.label END AS label,
    CASE n.n
    WHEN 1 THEN c.customer
    WHEN 2 THEN c.person
    WHEN 3 THEN c.phone
    WHEN 4 THEN c.model_name
    WHEN 5 THEN c.serial
    WHEN 6 THEN c.machine_no
    WHEN 7 THEN c.place
    WHEN 8 THEN c.symptom
    WHEN 9 THEN c.error_text
    WHEN 10 THEN c.symptom_repro
    END AS text,
    coalesce(CASE n.n WHEN 5 THEN c.no_serial WHEN 6 THEN c.no_machine_no END,
             '（まだ聞いていません）') AS unknown
FROM desk_case c
CROSS JOIN (SELECT 1 AS n, 'お客様名' AS label UNION ALL SELECT 2, '担当者名'
    UNION ALL SELECT 3, '連絡先' UNION ALL SELECT 4, '機種'
    UNION ALL SELECT 5, '製造番号' UNION ALL SELECT 6, '機番（5桁）'
    UNION ALL SELECT 7, '設置場所' UNION ALL SELECT 8, '症状'
    UNION ALL SELECT 9, 'エラー' UNION ALL SELECT 10, '再現試験') n
WHERE (n.n <> 6 OR c.scans)
  AND (n.n <> 10 OR c.symptom_repro IS NOT NULL);

-- All of it as one text, to copy; and as the mail of a desk that takes mail.
CREATE VIEW desk_text AS
SELECT c.incident_id, c.repair_id, c.desk, c.mail AS address, c.wants_paper,
    c.model_name, c.serial,
    'お客様名: ' || c.customer
    || char(10) || '担当者名: ' || coalesce(c.person, '（まだ聞いていません）')
    || char(10) || '連絡先: ' || coalesce(c.phone, '（まだ聞いていません）')
    || char(10) || '機種: ' || c.model_name
    || char(10)
    || CASE WHEN instr(c.needs, '製造機番') > 0 THEN '製造機番: '
            ELSE '製造番号: ' END
    || coalesce(c.serial, c.no_serial, '（まだ聞いていません）')
    || CASE WHEN c.scans THEN char(10) || '機番（5桁）: '
            || coalesce(c.machine_no, c.no_machine_no) ELSE '' END
    || char(10) || '設置場所: ' || coalesce(c.place, '（まだ聞いていません）')
    || char(10) || '症状: ' || coalesce(c.symptom, '（まだ聞いていません）')
    || char(10) || 'エラー: ' || coalesce(c.error_text, '（まだ聞いていません）')
    || coalesce(char(10) || '再現試験: ' || c.symptom_repro, '') AS text
FROM desk_case c;
CREATE VIEW desk_mail AS
SELECT t.incident_id, t.repair_id,
    '宛先: ' || t.address || char(10)
    || '件名: 修理の依頼 札幌市 ' || t.model_name
    || coalesce(' S/N ' || t.serial, '') || char(10)
    || CASE WHEN t.wants_paper
            THEN '添付: 修理依頼対応要求書（必ず添付してください）' || char(10)
            ELSE '' END
    || char(10) || t.desk || ' 御中' || char(10)
    || '次の機器の修理をお願いします。' || char(10) || t.text AS mail
FROM desk_text t
WHERE t.address IS NOT NULL;
