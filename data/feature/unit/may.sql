-- Why a unit is not corrected so: an erased disk holds no image before リカバリ
-- is recorded, with what and when (§5.1.2).
SELECT u.machine_id || ' はデータ消去の後です。媒体は「リカバリを記録」か'
    || '「予備機を更新」で記録します', 'media'
FROM unit u
WHERE u.id = :id AND :media IS NOT NULL
  AND u.id IN (SELECT e.unit_id FROM unit_erased e)
