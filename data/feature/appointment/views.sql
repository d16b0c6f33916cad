-- Who is responsible from when to when, never longer than the roster has them:
-- as appointed or, of a role that nobody was appointed to yet, as the roster
-- says.
CREATE VIEW responsible AS
SELECT a.id AS id, a.role AS role, a.person_id AS person_id, p.name AS name,
    max(a.from_day, coalesce(p.roster_from, 0)) AS from_day,
    min(coalesce(a.to_day, 99999999), coalesce(p.roster_to, 99999999))
    AS to_day
FROM appointment a
JOIN person p ON p.id = a.person_id AND p.deleted IS NULL
WHERE a.deleted IS NULL
UNION ALL
SELECT p.id, p.role, p.id, p.name, coalesce(p.roster_from, 0),
    min(coalesce(p.roster_to, 99999999),
        coalesce((SELECT min(x.from_day) - 1 FROM appointment x
                  WHERE x.role = p.role AND x.deleted IS NULL), 99999999))
FROM person p
WHERE p.deleted IS NULL AND p.org = '受託者'
  AND p.role IN ('業務責任者', '情報セキュリティ責任者');
-- Days of the contract's term, of today or to come, on which nobody is.
CREATE VIEW responsible_gap AS
WITH role(role) AS (
    VALUES ('業務責任者'), ('情報セキュリティ責任者')
), term(first, last) AS (
    SELECT p.valid_from, p.valid_to FROM contract_param p
    WHERE p.deleted IS NULL AND p."key" = 'contract.name'
      AND p.valid_from IS NOT NULL AND p.valid_to >= kk_today()
), start(role, day, last) AS (
    SELECT o.role, t.first, t.last FROM role o, term t
    UNION
    SELECT r.role, r.to_day + 1, t.last
    FROM responsible r
    JOIN term t ON r.to_day + 1 BETWEEN t.first AND t.last
)
SELECT s.role AS role, s.day AS day,
    coalesce((SELECT min(r.from_day) - 1 FROM responsible r
              WHERE r.role = s.role AND r.from_day > s.day
                AND r.to_day >= r.from_day), s.last) AS last,
    (SELECT r.person_id FROM responsible r
     WHERE r.role = s.role AND r.to_day < s.day
     ORDER BY r.to_day DESC LIMIT 1) AS person_id
FROM start s
WHERE NOT EXISTS (SELECT 1 FROM responsible r
                  WHERE r.role = s.role AND s.day BETWEEN r.from_day
                      AND r.to_day);
-- What each of them is today, of both the 業務責任者 first.
CREATE VIEW role_now AS
SELECT o.person_id AS person_id, group_concat(o.role, '・') AS role
FROM (SELECT r.person_id AS person_id, r.role AS role FROM responsible r
      WHERE kk_today() BETWEEN r.from_day AND r.to_day
      ORDER BY r.person_id, r.role DESC) o
GROUP BY o.person_id;
