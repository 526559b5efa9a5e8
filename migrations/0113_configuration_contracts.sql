-- Purchase contracts (PZ-2.4), their papers (PZ-2.5), delivery in parts, renewals, and what was told of terms that end.

create table configuration_contract (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  contract_no text not null,
  title text not null,
  supplier text not null,
  purchase_method text not null,
  signed_on date,
  state text not null check (state in ('draft', 'signed', 'partlyReceived', 'received', 'closed', 'cancelled')),
  words text not null,
  -- Why something is bought that no approved plan has (RC-2.4).
  outside_plan_reason text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, contract_no),
  check (state in ('draft', 'cancelled') or signed_on is not null)
);

create table configuration_contract_line (
  unit_id uuid not null,
  contract_id uuid not null,
  id uuid not null,
  line_no integer not null,
  kind text not null check (kind in ('software', 'maintenance')),
  software_name text not null,
  software_version text not null,
  publisher text not null,
  category text not null,
  origin text check (origin in ('domestic', 'foreign')),
  product_id text,
  license_type text,
  -- Null = 不限, for a site licence only.
  quantity integer check (quantity >= 1),
  perpetual boolean not null,
  usage_years integer check (usage_years between 1 and 99),
  usable_versions text not null,
  unit_price_fen bigint not null check (unit_price_fen >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  compatibility text not null,
  after_sales text not null,
  plan_line_id uuid,
  -- The number this line renews, or whose maintenance it is.
  renews_id uuid,
  maintenance_end date,
  primary key (unit_id, contract_id, id),
  check (not perpetual or usage_years is null),
  foreign key (unit_id, contract_id) references configuration_contract (unit_id, id),
  foreign key (unit_id, plan_line_id) references configuration_purchase_line (unit_id, id),
  foreign key (unit_id, renews_id) references configuration_software (unit_id, id)
);
create index configuration_contract_line_plan on configuration_contract_line (unit_id, plan_line_id)
  where plan_line_id is not null;

create table configuration_receipt (
  unit_id uuid not null,
  contract_id uuid not null,
  id uuid not null,
  -- The browser's own key: pressed twice it is one delivery.
  request_key uuid not null,
  received_on date not null,
  received_by text not null,
  words text not null,
  created_at timestamptz not null,
  primary key (unit_id, contract_id, id),
  unique (unit_id, request_key),
  foreign key (unit_id, contract_id) references configuration_contract (unit_id, id)
);

create table configuration_receipt_line (
  unit_id uuid not null,
  contract_id uuid not null,
  receipt_id uuid not null,
  contract_line_id uuid not null,
  quantity integer check (quantity >= 1),
  amount_fen bigint not null,
  -- The number that came into being, or whose maintenance was extended.
  software_id uuid not null,
  primary key (unit_id, contract_id, receipt_id, contract_line_id),
  foreign key (unit_id, contract_id, receipt_id) references configuration_receipt (unit_id, contract_id, id),
  foreign key (unit_id, contract_id, contract_line_id)
    references configuration_contract_line (unit_id, contract_id, id),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id)
);
create index configuration_receipt_line_software on configuration_receipt_line (unit_id, software_id);

create table configuration_contract_document (
  unit_id uuid not null,
  contract_id uuid not null,
  id uuid not null,
  kind text not null,
  title text not null,
  file_id uuid not null,
  file_name text not null,
  file_size bigint not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (unit_id, contract_id, id),
  foreign key (unit_id, contract_id) references configuration_contract (unit_id, id)
);

-- D15: what ends is told once per stage and end, however often the clock looks.
create table configuration_expiry_told (
  unit_id uuid not null,
  software_id uuid not null,
  what text not null check (what in ('term', 'maintenance')),
  ends_on date not null,
  stage integer not null check (stage in (90, 60, 30, 0)),
  told_on date not null,
  primary key (unit_id, software_id, what, ends_on, stage),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id)
);
