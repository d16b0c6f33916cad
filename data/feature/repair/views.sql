-- A repair with what its rules ask: of which device, whether that one stays in
-- use where it stands (a part was replaced) or comes back as a spare, what the
-- desk promised by 別表3, and whom the city sends as a witness.
CREATE VIEW repair_now AS
SELECT r.*,
    u.machine_id AS machine_id, u.state AS unit_state, m.short AS model_short,
    m.name AS model_name, m.flow_class AS flow_class,
    coalesce(d.short, d.name) AS desk, d.name AS desk_name, d.vendor AS vendor, d.phone AS desk_phone,
    d.issues_certificate = 1 AS issues_certificate,
    -- §5.1.2: a small device in warranty is packed and sent.
    m.flow_class IS 'S' AS ships,
    CASE WHEN r.finished_at IS NULL THEN u.state IS '稼働中'
         ELSE r.outcome IS '修理済' END AS stays,
    instr(coalesce(d.contract_note, ''), '修理依頼対応要求書') > 0
        AS wants_paper,
    kk_desk_visit_by(r.desk_id, r.called_at) AS promised,
    coalesce(kk_called(5, p.id, 3, 20, r.id, 25), p.name) AS place_name,
    p.kind IN ('受託者', 'メーカー') AS outside,
    r.witness IS NOT NULL
        OR r.skip_ok IS NOT NULL AND r.skip_reason IS NOT NULL AS witnessed,
    -- Before the two consents were told apart, one stood for both.
    r.erase_ok IS NOT NULL AND r.erase_reason IS NOT NULL
        OR r.finished_at IS NOT NULL AND r.skip_ok IS NOT NULL
           AND r.skip_reason IS NOT NULL AND r.skip_ok_at IS NULL AS erase_left
FROM repair r
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN vendor_desk d ON d.id = r.desk_id
LEFT JOIN place p ON p.id = r.place_id
WHERE r.deleted IS NULL;

-- A row of the list.
CREATE VIEW repair_line AS
SELECT r.id AS id, r.machine_id AS machine_id, r.model_short AS model,
       i.no AS no, r.part AS part,
       CASE
       WHEN r.finished_at IS NOT NULL THEN '終了'
       WHEN r.rebuilt_at IS NOT NULL THEN '再構築済'
       WHEN r.erased_at IS NOT NULL THEN '消去済'
       WHEN r.repaired_at IS NOT NULL THEN '修理済'
       WHEN r.visit_at IS NOT NULL AND NOT r.witnessed AND NOT r.ships
       THEN '立会未定'
       WHEN r.visit_at IS NOT NULL THEN '日程確定'
       WHEN r.called_at IS NOT NULL THEN '依頼済'
       ELSE '起票'
       END AS state,
       r.desk_name AS desk, r.desk AS desk_short,
       CASE WHEN r.finished_at IS NULL
            THEN kk_desk_badge(r.desk_id, '受付', kk_now()) END AS badge,
       r.visit_at AS visit_at, r.witness AS witness,
       r.called_at AS called_at, r.called_by AS called_by, r.ref_no AS ref,
       r.erase_needed AS erase_needed, r.erased_at AS erased_at,
       r.cert_no AS cert, r.finished_at AS finished_at,
       r.outcome AS outcome,
       CASE WHEN kk_day(coalesce(r.repaired_at, r.visit_at)) > r.promised
            THEN '約束超過' ELSE '' END AS late,
       r.promised AS visit_by, r.unit_id AS unit_id,
       r.incident_id AS incident_id, r.desk_id AS desk_id,
       r.finished_at IS NULL AS open,
       coalesce(r.finished_at, 0) AS sort
FROM repair_now r
LEFT JOIN incident i ON i.id = r.incident_id;

-- What a part is called that holds data.
CREATE VIEW disk_word(word) AS
SELECT 'HDD' UNION ALL SELECT 'SSD' UNION ALL SELECT 'ハードドライブ'
UNION ALL SELECT 'ハードディスク' UNION ALL SELECT '記憶装置';

-- When the disk of a device was erased, not that of a part taken out of it.
CREATE VIEW unit_wipe AS
SELECT r.unit_id AS unit_id, r.erased_at AS at
FROM repair r
WHERE r.erased_at IS NOT NULL AND r.part IS NULL AND r.deleted IS NULL;

-- Units whose disk was erased and that carry no image since: no spare is ready
-- with one, also while no release of its media is known.
CREATE VIEW unit_erased AS
SELECT r.unit_id AS unit_id
FROM repair r
JOIN unit u ON u.id = r.unit_id AND u.image_release_id IS NULL
WHERE r.erased_at IS NOT NULL AND r.part IS NULL AND r.deleted IS NULL
  AND NOT EXISTS (SELECT 1 FROM repair o
                  WHERE o.unit_id = r.unit_id AND o.deleted IS NULL
                    AND o.rebuilt_at >= r.erased_at);
