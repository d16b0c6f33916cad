SELECT version, text, sig FROM roster ORDER BY version DESC, text DESC
