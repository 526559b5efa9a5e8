-- Selection (PZ-2.2): equal demand brought together, candidates side by side, trials, a decision with reasons.

create table configuration_selection (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  selection_no text not null,
  plan_year integer not null check (plan_year between 2000 and 2100),
  software_name text not null,
  category text not null,
  requirement text not null,
  -- What each of the four criteria weighs, in percent.
  weight_price integer not null,
  weight_compatibility integer not null,
  weight_security integer not null,
  weight_after_sales integer not null,
  state text not null check (state in ('comparing', 'selected', 'cancelled')),
  candidate_id uuid,
  reason text not null,
  selected_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, selection_no),
  check (weight_price + weight_compatibility + weight_security + weight_after_sales = 100),
  check ((state = 'selected') = (candidate_id is not null))
);
create index configuration_selection_year on configuration_selection (unit_id, plan_year, state);

create table configuration_candidate (
  unit_id uuid not null,
  selection_id uuid not null,
  id uuid not null,
  position integer not null,
  software_type text not null check (software_type in ('commercial', 'oem', 'free')),
  software_name text not null,
  software_version text not null,
  publisher text not null,
  origin text check (origin in ('domestic', 'foreign')),
  product_id text,
  license_type text,
  unit_price_fen bigint check (unit_price_fen >= 0),
  -- What a site licence would cost; null = none is offered.
  site_price_fen bigint check (site_price_fen >= 0),
  -- Null = perpetual.
  usage_years integer check (usage_years between 1 and 99),
  compatibility_score integer check (compatibility_score between 0 and 100),
  security_score integer check (security_score between 0 and 100),
  after_sales_score integer check (after_sales_score between 0 and 100),
  compatibility_note text not null,
  security_note text not null,
  after_sales_note text not null,
  -- For free software: where it comes from and how far it is free (附件6).
  source text not null,
  free_scope text,
  licence_note text not null,
  primary key (unit_id, selection_id, id),
  foreign key (unit_id, selection_id) references configuration_selection (unit_id, id)
);

create table configuration_trial (
  unit_id uuid not null,
  selection_id uuid not null,
  id uuid not null,
  candidate_id uuid not null,
  tried_on date not null,
  tried_by text not null,
  place text not null,
  result text not null check (result in ('passed', 'limited', 'failed')),
  words text not null,
  file_id uuid,
  primary key (unit_id, selection_id, id),
  foreign key (unit_id, selection_id, candidate_id)
    references configuration_candidate (unit_id, selection_id, id)
);

alter table configuration_demand_line add foreign key (unit_id, selection_id)
  references configuration_selection (unit_id, id);
