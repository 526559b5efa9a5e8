-- 附件4 软件采购计划表: lines with their working, three opinions, the budget; and what prices and lives are measured by.

create table configuration_purchase_plan (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  plan_no text not null,
  plan_year integer not null check (plan_year between 2000 and 2100),
  kind text not null check (kind in ('annual', 'supplement')),
  state text not null check (state in ('draft', 'itReviewed', 'financeReviewed', 'approved', 'inBudget', 'closed', 'returned', 'rejected')),
  words text not null,
  -- Accounts and persons who have written on it: none of them gives a later opinion.
  writers text[] not null,
  -- Who gave finance's opinion does not give the leader's.
  finance_reviewer text,
  approved_on date,
  in_budget_on date,
  budget_document text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, plan_no)
);
-- One annual plan a year; what comes later is a supplement.
create unique index configuration_purchase_plan_annual on configuration_purchase_plan (unit_id, plan_year)
  where kind = 'annual' and state <> 'rejected';

create table configuration_purchase_line (
  unit_id uuid not null,
  plan_id uuid not null,
  id uuid not null,
  line_no integer not null,
  selection_id uuid,
  software_name text not null,
  software_version text not null,
  product_id text,
  category text not null,
  origin text check (origin in ('domestic', 'foreign')),
  license_type text not null,
  -- Null = 不限, for a site licence only.
  planned_quantity integer check (planned_quantity >= 1),
  unit_price_fen bigint not null check (unit_price_fen >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  usage_years integer check (usage_years between 1 and 99),
  fund_source text not null,
  budget_item text not null,
  -- Why a price above the ceiling, a short life or more than the gap is right.
  justification text not null,
  remark text not null,
  demand_quantity integer not null,
  shortage integer not null,
  -- The gap line by line, as it was when the line was computed (PZ-2.3).
  working jsonb not null,
  primary key (unit_id, plan_id, id),
  unique (unit_id, id),
  check (planned_quantity is not null or license_type = 'site'),
  foreign key (unit_id, plan_id) references configuration_purchase_plan (unit_id, id),
  foreign key (unit_id, selection_id) references configuration_selection (unit_id, id)
);
create index configuration_purchase_line_selection on configuration_purchase_line (unit_id, selection_id)
  where selection_id is not null;

create table configuration_purchase_parameters (
  unit_id uuid primary key references organisation_unit (id),
  ceilings jsonb not null,
  updated_at timestamptz not null
);
