-- The list of verdicts in the order in which they were judged, both ways, without sorting all of a unit's.

create index reconciliation_verdict_judged on reconciliation_verdict (unit_id, judged_at, id);
