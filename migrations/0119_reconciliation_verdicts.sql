-- Every program on a computer judged, with the chain of evidence from contract to computer; and what of it counts for 正版率.

create table reconciliation_verdict (
  unit_id uuid not null,
  id uuid not null,
  device_id uuid not null,
  -- Product, edition and version; a recorded install nobody saw has its number's.
  install_key text not null,
  -- Product id, or name:<folded name>: what the three-way match groups by.
  product_key text not null,
  product_name text not null,
  publisher text not null,
  edition text not null,
  version text not null,
  kind text not null,
  category text not null,
  -- 0 red, 1 yellow, 2 green: lists begin with what is worst.
  rank smallint not null check (rank between 0 and 2),
  observed boolean not null,
  -- Numbers of the product recorded on the computer; the same for every version seen of it.
  recorded uuid[] not null,
  -- Of those, the ones beyond their quantity (first N by date).
  beyond uuid[] not null,
  -- The number the chain goes through.
  software_id uuid,
  -- Links that are missing or contradicted.
  missing text[] not null,
  reasons text[] not null,
  -- What is known of each link, in the order of LINKS; the entry and the source two of them rest on.
  chain text not null,
  entry_no bigint,
  source_id uuid,
  -- The first day on which time alone changes it.
  due_on date,
  -- Of everything above: a verdict that says the same is not written again.
  digest text not null,
  -- When it became what it is.
  judged_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, device_id, install_key),
  -- Green is a complete chain; the rules say so, and the table holds it.
  check (rank < 2 or (cardinality(missing) = 0 and cardinality(reasons) = 0))
);
create index reconciliation_verdict_rank on reconciliation_verdict (unit_id, rank, id);
create index reconciliation_verdict_category on reconciliation_verdict (unit_id, category, rank, id);
create index reconciliation_verdict_product on reconciliation_verdict (unit_id, product_key, rank, id);
create index reconciliation_verdict_software on reconciliation_verdict (unit_id, software_id)
  where software_id is not null;
create index reconciliation_verdict_due on reconciliation_verdict (unit_id, due_on) where due_on is not null;
-- Seen, but long ago: looked at again as soon as there is a newer report, even one that says the same.
create index reconciliation_verdict_long_ago on reconciliation_verdict (unit_id, device_id)
  where observed and 'observation' = any(missing);

-- A computer in use in one of the three general categories: D12, D13 by the register, and its worst verdict.
create table reconciliation_position (
  unit_id uuid not null,
  device_id uuid not null,
  category text not null check (category in ('operatingSystem', 'office', 'antivirus')),
  installed boolean not null,
  genuine boolean not null,
  rank smallint check (rank between 0 and 2),
  primary key (unit_id, device_id, category),
  check (installed or not genuine)
);

-- Of each number with more installs than licences, the last install within its quantity (D13: first N by date).
create table reconciliation_boundary (
  unit_id uuid not null,
  software_id uuid not null,
  installed_on date not null,
  entry_no bigint not null,
  primary key (unit_id, software_id)
);
