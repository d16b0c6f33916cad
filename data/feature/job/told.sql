-- A bar for each limit of the contract's year: how much of it is used.
SELECT label || substr('              ', length(label) * 2 + 1) || ' ['
    || substr('##############################', 1, min(30, used * 30 / max(most, 1)))
    || substr('..............................', 1 + min(30, used * 30 / max(most, 1)))
    || ']' || printf('%8s', words) || '  ' || apart || '  残 ' || left || unit
FROM (SELECT * FROM quota_now ORDER BY nth)
