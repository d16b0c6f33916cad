-- Cases that go on when the day ends, for the next month to begin with.
SELECT count(*) FROM incident_term t
WHERE t.came <= :last AND coalesce(t.done, t.back, :last + 1) > :last
