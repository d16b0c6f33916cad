-- Unchanged, it stays at the version before.
SELECT '変更なしに版は入れません。前の版のままと示します', 'version'
WHERE :changed = '変更なし' AND :version IS NOT NULL
