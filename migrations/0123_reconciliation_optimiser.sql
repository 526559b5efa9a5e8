-- What suppliers offer, and what the purchase optimiser advised: question, plan, certificate.

create table reconciliation_offer (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  -- What is sold: a product, or a suite under its name.
  product_id text not null,
  product_name text not null,
  version text not null,
  edition text not null,
  category text not null,
  origin text not null check (origin in ('domestic', 'foreign')),
  -- Parts of a suite, and products it may take the place of: [{productId, productName}].
  parts jsonb not null,
  replaces jsonb not null,
  usable_versions jsonb not null,
  -- Null = whatever the edition.
  editions text[],
  metric text not null check (metric in ('device', 'user', 'core', 'concurrent', 'site')),
  pack_size integer not null check (pack_size >= 1),
  pack_price_fen bigint not null check (pack_price_fen >= 1),
  -- Null = perpetual.
  term_years integer check (term_years between 1 and 99),
  maintenance_fen bigint not null check (maintenance_fen >= 0),
  -- Null = a full licence; else which licences on hand it raises: [{productId, productName, versions}].
  upgrades jsonb,
  minimum_cores integer not null check (minimum_cores between 1 and 10000),
  concurrent_percent integer not null check (concurrent_percent between 1 and 100),
  department_ids uuid[],
  min_packs integer not null check (min_packs >= 0),
  max_packs integer check (max_packs >= 1),
  valid_until date,
  supplier text not null,
  -- Where the price is from.
  source text not null,
  remark text not null,
  withdrawn boolean not null,
  revision integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (unit_id, id)
);
create index reconciliation_offer_name on reconciliation_offer (unit_id, product_name, id);

create table reconciliation_purchase_advice (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  plan_year integer not null,
  state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  job_id uuid,
  input jsonb not null,
  started_at timestamptz not null,
  started_by text not null,
  finished_at timestamptz,
  -- Sums, proofs and warnings for the list; null until done.
  figures jsonb,
  -- Lines with their reasons.
  result jsonb,
  -- The facts as they were and the answer with its certificate: what the checker needs.
  problem jsonb,
  answer jsonb,
  -- The purchase plan the lines were written into.
  plan_id uuid,
  primary key (unit_id, id)
);
create index reconciliation_purchase_advice_latest
  on reconciliation_purchase_advice (unit_id, started_at desc, id);
