-- The last day of service until that day.
SELECT kk_workday_before(:day)
