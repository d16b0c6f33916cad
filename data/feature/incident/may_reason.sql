-- Why no reason can be given for a target.
-- A reason may be given while the clock still runs; for a target that was met
-- there is none to give (§7).
SELECT :sla || 'は「' || kk_sla(k.clocks, :sla, 'status')
       || '」です。理由は要りません', 'sla'
FROM incident_clock k
WHERE :action = 'incident.miss_reason' AND :sla IS NOT NULL AND k.id = :id
  AND kk_sla(k.clocks, :sla, 'status') NOT IN ('未達', '計測中')
