-- What a unit is found by. The first two parts are its exact keys, the last is
-- what else its kind is called: the contract's words, how people say them, how
-- they are read, and the IDs that went into it. The index is made anew when this file changes.
SELECT u.machine_id, u.serial, m.name, m.short, m.kana, m.dev_type,
       s.name, s.kana, p.name, d.name, d.kana, u.segment, u.role, u.state,
       u.spare_state,
       (SELECT group_concat(o.machine_id || ' ' || replace(o.machine_id, '-', '')
                            || coalesce(' ' || o.serial, ''), ' ')
        FROM (SELECT x.machine_id, x.serial FROM unit x
              WHERE x.merged_into_id = u.id ORDER BY x.id) o),
       CASE m.dev_type
       WHEN 'パソコン' THEN 'PC 端末 たんまつ'
       WHEN 'ディスプレイ' THEN 'モニター 液晶 画面 がめん'
       WHEN 'カラーレーザー' THEN 'カラーレーザープリンター カラープリンター'
       WHEN 'モノクロレーザー' THEN 'モノクロレーザープリンター '
                                    || 'モノクロプリンター 白黒 しろくろ'
       WHEN '小型レーザー' THEN '小型レーザープリンター 小型プリンター '
                                || 'こがたれーざー こがたぷりんた'
       WHEN 'ドットインパクト' THEN 'ドットインパクトプリンター '
                                    || 'ドットプリンター'
       WHEN '打番スキャナ' THEN 'イメージスキャナ（打番機能付） '
                                || 'イメージスキャナー だばんすきゃな'
       WHEN '打番スキャナ制御PC' THEN '制御用パソコン 端末 イメージスキャナー '
                                      || 'だばんすきゃなせいぎょ'
       WHEN 'USBスキャナ' THEN 'イメージスキャナー USBスキャナー'
       WHEN 'バーコード' THEN 'タッチ式バーコードリーダー '
                              || 'バーコードスキャナー'
       WHEN '磁気カード' THEN '磁気カードリーダー じきかーどりーだ'
       WHEN 'ICカード' THEN 'ICカードリーダー あいしーかーど'
       END
FROM unit u
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = u.dept_id
WHERE u.id = :id AND u.deleted IS NULL
