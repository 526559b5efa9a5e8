-- Verdicts as running totals by name, category and colour: what the page counts, and the few names a search looks through
-- instead of two million rows. `verdicts/store.counts.ts` alone writes them, in the transaction that changes verdicts.

create table reconciliation_verdict_total (
  unit_id uuid not null,
  product_name text not null,
  category text not null,
  rank smallint not null check (rank between 0 and 2),
  installs bigint not null check (installs > 0),
  -- Of these, those that lack a link; a verdict may lack several.
  lacks_contract bigint not null,
  lacks_number bigint not null,
  lacks_right bigint not null,
  lacks_allocation bigint not null,
  lacks_register bigint not null,
  lacks_observation bigint not null,
  lacks_device bigint not null,
  primary key (unit_id, product_name, category, rank),
  check (least(lacks_contract, lacks_number, lacks_right, lacks_allocation, lacks_register,
    lacks_observation, lacks_device) >= 0),
  check (greatest(lacks_contract, lacks_number, lacks_right, lacks_allocation, lacks_register,
    lacks_observation, lacks_device) <= installs)
);

insert into reconciliation_verdict_total (unit_id, product_name, category, rank, installs,
  lacks_contract, lacks_number, lacks_right, lacks_allocation, lacks_register, lacks_observation,
  lacks_device)
select unit_id, product_name, category, rank, count(*),
  count(*) filter (where 'contract' = any(missing)), count(*) filter (where 'number' = any(missing)),
  count(*) filter (where 'right' = any(missing)), count(*) filter (where 'allocation' = any(missing)),
  count(*) filter (where 'register' = any(missing)),
  count(*) filter (where 'observation' = any(missing)), count(*) filter (where 'device' = any(missing))
from reconciliation_verdict group by unit_id, product_name, category, rank;

-- The list in the order of names, and the verdicts of a name found.
create index reconciliation_verdict_name on reconciliation_verdict
  (unit_id, (product_name collate "zh-x-icu"), id);
