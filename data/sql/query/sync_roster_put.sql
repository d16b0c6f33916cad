INSERT OR IGNORE INTO roster(version, text, sig) VALUES(:version, :text, :sig)
