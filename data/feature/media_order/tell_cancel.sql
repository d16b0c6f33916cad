SELECT q.label || ' ' || q.words FROM quota_now q WHERE q.nth = 3
