-- (rule_key, fiscal_year): one each year of the contract (§5.5).
WITH RECURSIVE term(first, last) AS (
    SELECT p.valid_from, p.valid_to FROM contract_param p
    WHERE p.deleted IS NULL AND p."key" = 'contract.name'
      AND p.valid_from IS NOT NULL AND p.valid_to IS NOT NULL
), year(y, last) AS (
    SELECT kk_fiscal(first), kk_fiscal(min(last, kk_today()))
    FROM term WHERE first <= kk_today()
    UNION
    SELECT y + 1, last FROM year WHERE y < last
)
SELECT CAST(y AS TEXT) AS rule_key, y AS fiscal_year FROM year
