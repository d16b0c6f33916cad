SELECT nth AS id, label AS label, used AS used, most AS most, unit AS unit,
    words AS words, apart AS apart, left AS left
FROM quota_now
