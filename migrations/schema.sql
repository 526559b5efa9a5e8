-- Golden: the schema all migrations lead to, as test/schema.test.ts reads it back. Not to be run.

configuration_candidate
  unit_id uuid not null
  selection_id uuid not null
  id uuid not null
  position integer not null
  software_type text not null
  software_name text not null
  software_version text not null
  publisher text not null
  origin text
  product_id text
  license_type text
  unit_price_fen bigint
  site_price_fen bigint
  usage_years integer
  compatibility_score integer
  security_score integer
  after_sales_score integer
  compatibility_note text not null
  security_note text not null
  after_sales_note text not null
  source text not null
  free_scope text
  licence_note text not null
  CHECK (((after_sales_score >= 0) AND (after_sales_score <= 100)))
  CHECK (((compatibility_score >= 0) AND (compatibility_score <= 100)))
  CHECK (((security_score >= 0) AND (security_score <= 100)))
  CHECK (((usage_years >= 1) AND (usage_years <= 99)))
  CHECK ((origin = ANY (ARRAY['domestic'::text, 'foreign'::text])))
  CHECK ((site_price_fen >= 0))
  CHECK ((software_type = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text])))
  CHECK ((unit_price_fen >= 0))
  FOREIGN KEY (unit_id, selection_id) REFERENCES configuration_selection(unit_id, id)
  PRIMARY KEY (unit_id, selection_id, id)
  zhengce_app may select, insert, update, delete, truncate

configuration_contract
  unit_id uuid not null
  id uuid not null
  contract_no text not null
  title text not null
  supplier text not null
  purchase_method text not null
  signed_on date
  state text not null
  words text not null
  outside_plan_reason text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR (signed_on IS NOT NULL)))
  CHECK ((state = ANY (ARRAY['draft'::text, 'signed'::text, 'partlyReceived'::text, 'received'::text, 'closed'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, contract_no)
  zhengce_app may select, insert, update, delete, truncate

configuration_contract_document
  unit_id uuid not null
  contract_id uuid not null
  id uuid not null
  kind text not null
  title text not null
  file_id uuid not null
  file_name text not null
  file_size bigint not null
  created_at timestamp with time zone not null
  created_by text not null
  receipt_id uuid
  FOREIGN KEY (unit_id, contract_id) REFERENCES configuration_contract(unit_id, id)
  FOREIGN KEY (unit_id, contract_id, receipt_id) REFERENCES configuration_receipt(unit_id, contract_id, id)
  PRIMARY KEY (unit_id, contract_id, id)
  zhengce_app may select, insert, update, delete, truncate

configuration_contract_line
  unit_id uuid not null
  contract_id uuid not null
  id uuid not null
  line_no integer not null
  kind text not null
  software_name text not null
  software_version text not null
  publisher text not null
  category text not null
  origin text
  product_id text
  license_type text
  quantity integer
  perpetual boolean not null
  usage_years integer
  usable_versions text not null
  unit_price_fen bigint not null
  amount_fen bigint not null
  compatibility text not null
  after_sales text not null
  plan_line_id uuid
  renews_id uuid
  maintenance_end date
  CHECK (((NOT perpetual) OR (usage_years IS NULL)))
  CHECK (((usage_years >= 1) AND (usage_years <= 99)))
  CHECK ((amount_fen >= 0))
  CHECK ((kind = ANY (ARRAY['software'::text, 'maintenance'::text])))
  CHECK ((origin = ANY (ARRAY['domestic'::text, 'foreign'::text])))
  CHECK ((quantity >= 1))
  CHECK ((unit_price_fen >= 0))
  FOREIGN KEY (unit_id, contract_id) REFERENCES configuration_contract(unit_id, id)
  FOREIGN KEY (unit_id, plan_line_id) REFERENCES configuration_purchase_line(unit_id, id)
  FOREIGN KEY (unit_id, renews_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, contract_id, id)
  CREATE INDEX configuration_contract_line_plan ON public.configuration_contract_line USING btree (unit_id, plan_line_id) WHERE (plan_line_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

configuration_demand
  unit_id uuid not null
  id uuid not null
  demand_no text not null
  round_id uuid
  plan_year integer not null
  department_id uuid not null
  prepared_by_id uuid
  prepared_by text not null
  preparer_phone text not null
  prepared_on date not null
  by_head boolean not null
  nothing_needed boolean not null
  state text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((plan_year >= 2000) AND (plan_year <= 2100)))
  CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'deptApproved'::text, 'itApproved'::text, 'returned'::text, 'withdrawn'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  FOREIGN KEY (unit_id, round_id) REFERENCES configuration_demand_round(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, demand_no)
  CREATE INDEX configuration_demand_year ON public.configuration_demand USING btree (unit_id, plan_year, state)
  CREATE UNIQUE INDEX configuration_demand_answer ON public.configuration_demand USING btree (unit_id, round_id, department_id) WHERE ((round_id IS NOT NULL) AND (state <> 'withdrawn'::text))
  zhengce_app may select, insert, update, delete, truncate

configuration_demand_asked
  unit_id uuid not null
  round_id uuid not null
  department_id uuid not null
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  FOREIGN KEY (unit_id, round_id) REFERENCES configuration_demand_round(unit_id, id)
  PRIMARY KEY (unit_id, round_id, department_id)
  zhengce_app may select, insert, update, delete, truncate

configuration_demand_line
  unit_id uuid not null
  demand_id uuid not null
  id uuid not null
  line_no integer not null
  software_type text not null
  software_name text not null
  name_key text not null
  software_version text not null
  category text not null
  purpose text not null
  functional_requirement text not null
  requested_quantity integer not null
  is_domestic boolean
  remark text not null
  post_id uuid
  headcount integer
  installed_before integer
  approved_quantity integer
  review_note text not null default ''::text
  selection_id uuid
  CHECK (((approved_quantity >= 0) AND (approved_quantity <= requested_quantity)))
  CHECK ((requested_quantity >= 1))
  CHECK ((software_type = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text])))
  FOREIGN KEY (unit_id, demand_id) REFERENCES configuration_demand(unit_id, id)
  FOREIGN KEY (unit_id, selection_id) REFERENCES configuration_selection(unit_id, id)
  PRIMARY KEY (unit_id, demand_id, id)
  CREATE INDEX configuration_demand_line_selection ON public.configuration_demand_line USING btree (unit_id, selection_id) WHERE (selection_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

configuration_demand_round
  unit_id uuid not null
  id uuid not null
  plan_year integer not null
  due_on date not null
  words text not null
  state text not null
  opened_on date not null
  closed_on date
  CHECK (((plan_year >= 2000) AND (plan_year <= 2100)))
  CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE UNIQUE INDEX configuration_demand_round_open ON public.configuration_demand_round USING btree (unit_id, plan_year) WHERE (state = 'open'::text)
  zhengce_app may select, insert, update, delete, truncate

configuration_document
  unit_id uuid not null
  id uuid not null
  software_id uuid not null
  kind text not null
  title text not null
  file_id uuid not null
  file_name text not null
  file_size bigint not null
  created_at timestamp with time zone not null
  created_by text not null
  CHECK ((kind = ANY (ARRAY['contract'::text, 'certificate'::text, 'invoice'::text, 'letter'::text, 'other'::text])))
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX configuration_document_software ON public.configuration_document USING btree (unit_id, software_id)
  zhengce_app may select, insert, update, delete, truncate

configuration_expiry_told
  unit_id uuid not null
  software_id uuid not null
  what text not null
  ends_on date not null
  stage integer not null
  told_on date not null
  CHECK ((stage = ANY (ARRAY[90, 60, 30, 0])))
  CHECK ((what = ANY (ARRAY['term'::text, 'maintenance'::text])))
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, software_id, what, ends_on, stage)
  zhengce_app may select, insert, update, delete, truncate

configuration_free_list
  unit_id uuid not null
  id uuid not null
  software_id uuid not null
  software_version text not null
  version_key text not null
  usable_versions jsonb not null
  source text not null
  publisher text not null
  publisher_contact text
  whole_unit boolean not null
  department_ids uuid[] not null default '{}'::uuid[]
  reason text not null
  free_scope text not null
  licence_note text
  valid_from date not null
  valid_to date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
  CHECK ((free_scope = ANY (ARRAY['any'::text, 'openSource'::text, 'personalOnly'::text, 'trial'::text])))
  CHECK ((whole_unit = (cardinality(department_ids) = 0)))
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX configuration_free_list_software ON public.configuration_free_list USING btree (unit_id, software_id)
  CREATE UNIQUE INDEX configuration_free_list_open ON public.configuration_free_list USING btree (unit_id, software_id, version_key) WHERE (valid_to IS NULL)
  zhengce_app may select, insert, update, delete, truncate

configuration_license_right
  unit_id uuid not null
  software_id uuid not null
  parts jsonb not null default '[]'::jsonb
  department_ids uuid[]
  editions text[]
  downgrade_versions jsonb not null default '[]'::jsonb
  second_use boolean not null default false
  minimum_cores integer not null default 1
  basis text not null default ''::text
  revision integer not null default 1
  changed_at timestamp with time zone not null
  changed_by text not null
  CHECK (((department_ids IS NULL) OR (cardinality(department_ids) > 0)))
  CHECK (((editions IS NULL) OR (cardinality(editions) > 0)))
  CHECK (((minimum_cores >= 1) AND (minimum_cores <= 10000)))
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, software_id)
  zhengce_app may select, insert, update, delete, truncate

configuration_numbering
  unit_id uuid not null
  software_type text not null
  prefix text not null
  digits integer not null
  start integer not null
  CHECK (((digits >= 1) AND (digits <= 9)))
  CHECK (((start >= 1) AND (start <= 99999999)))
  CHECK ((prefix ~ '^[0-9A-Za-z-]{1,12}$'::text))
  CHECK ((software_type = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text, 'selfDeveloped'::text])))
  PRIMARY KEY (unit_id, software_type)
  zhengce_app may select, insert, update, delete, truncate

configuration_post_standard
  unit_id uuid not null
  post_id uuid not null
  line_no integer not null
  software_name text not null
  name_key text not null
  need text not null
  remark text not null default ''::text
  CHECK ((line_no > 0))
  CHECK ((need = ANY (ARRAY['required'::text, 'allowed'::text])))
  FOREIGN KEY (unit_id, post_id) REFERENCES organisation_post(unit_id, id)
  PRIMARY KEY (unit_id, post_id, line_no)
  UNIQUE (unit_id, post_id, name_key)
  zhengce_app may select, insert, update, delete, truncate

configuration_purchase_line
  unit_id uuid not null
  plan_id uuid not null
  id uuid not null
  line_no integer not null
  selection_id uuid
  software_name text not null
  software_version text not null
  product_id text
  category text not null
  origin text
  license_type text not null
  planned_quantity integer
  unit_price_fen bigint not null
  amount_fen bigint not null
  usage_years integer
  fund_source text not null
  budget_item text not null
  justification text not null
  remark text not null
  demand_quantity integer not null
  shortage integer not null
  working jsonb not null
  CHECK (((planned_quantity IS NOT NULL) OR (license_type = 'site'::text)))
  CHECK (((usage_years >= 1) AND (usage_years <= 99)))
  CHECK ((amount_fen >= 0))
  CHECK ((origin = ANY (ARRAY['domestic'::text, 'foreign'::text])))
  CHECK ((planned_quantity >= 1))
  CHECK ((unit_price_fen >= 0))
  FOREIGN KEY (unit_id, plan_id) REFERENCES configuration_purchase_plan(unit_id, id)
  FOREIGN KEY (unit_id, selection_id) REFERENCES configuration_selection(unit_id, id)
  PRIMARY KEY (unit_id, plan_id, id)
  UNIQUE (unit_id, id)
  CREATE INDEX configuration_purchase_line_selection ON public.configuration_purchase_line USING btree (unit_id, selection_id) WHERE (selection_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

configuration_purchase_parameters
  unit_id uuid not null
  ceilings jsonb not null
  updated_at timestamp with time zone not null
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id)
  zhengce_app may select, insert, update, delete, truncate

configuration_purchase_plan
  unit_id uuid not null
  id uuid not null
  plan_no text not null
  plan_year integer not null
  kind text not null
  state text not null
  words text not null
  writers text[] not null
  finance_reviewer text
  approved_on date
  in_budget_on date
  budget_document text not null default ''::text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((plan_year >= 2000) AND (plan_year <= 2100)))
  CHECK ((kind = ANY (ARRAY['annual'::text, 'supplement'::text])))
  CHECK ((state = ANY (ARRAY['draft'::text, 'itReviewed'::text, 'financeReviewed'::text, 'approved'::text, 'inBudget'::text, 'closed'::text, 'returned'::text, 'rejected'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, plan_no)
  CREATE UNIQUE INDEX configuration_purchase_plan_annual ON public.configuration_purchase_plan USING btree (unit_id, plan_year) WHERE ((kind = 'annual'::text) AND (state <> 'rejected'::text))
  zhengce_app may select, insert, update, delete, truncate

configuration_receipt
  unit_id uuid not null
  contract_id uuid not null
  id uuid not null
  request_key uuid not null
  received_on date not null
  received_by text not null
  words text not null
  created_at timestamp with time zone not null
  FOREIGN KEY (unit_id, contract_id) REFERENCES configuration_contract(unit_id, id)
  PRIMARY KEY (unit_id, contract_id, id)
  UNIQUE (unit_id, request_key)
  zhengce_app may select, insert, update, delete, truncate

configuration_receipt_line
  unit_id uuid not null
  contract_id uuid not null
  receipt_id uuid not null
  contract_line_id uuid not null
  quantity integer
  amount_fen bigint not null
  software_id uuid not null
  CHECK ((quantity >= 1))
  FOREIGN KEY (unit_id, contract_id, contract_line_id) REFERENCES configuration_contract_line(unit_id, contract_id, id)
  FOREIGN KEY (unit_id, contract_id, receipt_id) REFERENCES configuration_receipt(unit_id, contract_id, id)
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, contract_id, receipt_id, contract_line_id)
  CREATE INDEX configuration_receipt_line_software ON public.configuration_receipt_line USING btree (unit_id, software_id)
  zhengce_app may select, insert, update, delete, truncate

configuration_selection
  unit_id uuid not null
  id uuid not null
  selection_no text not null
  plan_year integer not null
  software_name text not null
  category text not null
  requirement text not null
  weight_price integer not null
  weight_compatibility integer not null
  weight_security integer not null
  weight_after_sales integer not null
  state text not null
  candidate_id uuid
  reason text not null
  selected_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((((weight_price + weight_compatibility) + weight_security) + weight_after_sales) = 100))
  CHECK (((plan_year >= 2000) AND (plan_year <= 2100)))
  CHECK (((state = 'selected'::text) = (candidate_id IS NOT NULL)))
  CHECK ((state = ANY (ARRAY['comparing'::text, 'selected'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, selection_no)
  CREATE INDEX configuration_selection_year ON public.configuration_selection USING btree (unit_id, plan_year, state)
  zhengce_app may select, insert, update, delete, truncate

configuration_serial
  unit_id uuid not null
  software_id uuid not null
  position integer not null
  sealed bytea not null
  masked text not null
  fingerprint bytea not null
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, software_id, "position")
  CREATE INDEX configuration_serial_fingerprint ON public.configuration_serial USING btree (unit_id, fingerprint)
  zhengce_app may select, insert, update, delete, truncate

configuration_setting
  unit_id uuid not null
  self_developed_enabled boolean not null default false
  PRIMARY KEY (unit_id)
  zhengce_app may select, insert, update, delete, truncate

configuration_software
  unit_id uuid not null
  id uuid not null
  software_no text not null
  software_type text not null
  software_name text not null
  software_version text
  edition text
  publisher text
  category text not null
  origin text
  product_id text
  acquisition_method text not null
  purchase_date date
  purchase_amount_fen bigint
  license_type text
  license_metric text
  license_quantity integer
  license_unlimited boolean not null default false
  usable_versions jsonb not null default '[]'::jsonb
  term_kind text
  term_start date
  term_years integer
  term_end date
  contract_no text
  supplier text
  maintenance_end date
  downgrade_evidence text
  former_no text
  remark text
  identity_key bytea not null
  registered_on date not null
  disposed_on date
  disposal_reason text
  status text not null default 'active'::text
  revision integer not null default 1
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  disposal_id uuid
  CHECK (((disposal_id IS NULL) OR (status = 'disposed'::text)))
  CHECK (((license_quantity IS NULL) OR (NOT license_unlimited)))
  CHECK (((software_type <> 'commercial'::text) OR (status = 'active'::text) OR (disposal_id IS NOT NULL))) NOT VALID
  CHECK (((software_type = 'commercial'::text) OR ((purchase_date IS NULL) AND (purchase_amount_fen IS NULL) AND (license_type IS NULL) AND (license_metric IS NULL) AND (license_quantity IS NULL) AND (NOT license_unlimited) AND (usable_versions = '[]'::jsonb) AND (term_kind IS NULL))))
  CHECK (((software_type = 'free'::text) = (software_version IS NULL)))
  CHECK (((status = 'disposed'::text) = (disposed_on IS NOT NULL)))
  CHECK ((license_quantity >= 1))
  CHECK ((purchase_amount_fen >= 0))
  CHECK ((software_no ~ '^[0-9A-Za-z-]{1,30}$'::text))
  CHECK ((software_type = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text, 'selfDeveloped'::text])))
  CHECK ((status = ANY (ARRAY['active'::text, 'disposed'::text])))
  CHECK ((term_kind = ANY (ARRAY['perpetual'::text, 'fixedTerm'::text, 'years'::text])))
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, identity_key)
  UNIQUE (unit_id, software_no)
  CREATE INDEX configuration_software_name ON public.configuration_software USING btree (unit_id, lower(software_name))
  CREATE INDEX configuration_software_product ON public.configuration_software USING btree (unit_id, product_id) WHERE (product_id IS NOT NULL)
  CREATE INDEX configuration_software_type ON public.configuration_software USING btree (unit_id, software_type, software_no)
  zhengce_app may select, insert, update, delete, truncate

configuration_stated_count
  unit_id uuid not null
  software_id uuid not null
  quantity integer not null
  import_id uuid not null
  stated_at timestamp with time zone not null
  CHECK ((quantity >= 0))
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, software_id)
  zhengce_app may select, insert, update, delete, truncate

configuration_trial
  unit_id uuid not null
  selection_id uuid not null
  id uuid not null
  candidate_id uuid not null
  tried_on date not null
  tried_by text not null
  place text not null
  result text not null
  words text not null
  file_id uuid
  CHECK ((result = ANY (ARRAY['passed'::text, 'limited'::text, 'failed'::text])))
  FOREIGN KEY (unit_id, selection_id, candidate_id) REFERENCES configuration_candidate(unit_id, selection_id, id)
  PRIMARY KEY (unit_id, selection_id, id)
  zhengce_app may select, insert, update, delete, truncate

daily_assessment
  unit_id uuid not null
  id uuid not null
  year integer not null
  state text not null
  scheme jsonb
  writers text[] not null
  drafted_on date
  approved_on date
  reported_on date
  reported_to text not null default ''::text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((state <> ALL (ARRAY['approved'::text, 'reported'::text])) OR (approved_on IS NOT NULL)))
  CHECK (((state = 'collecting'::text) = (scheme IS NULL)))
  CHECK (((year >= 2000) AND (year <= 2100)))
  CHECK ((state = ANY (ARRAY['collecting'::text, 'drafted'::text, 'submitted'::text, 'approved'::text, 'reported'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, year)
  zhengce_app may select, insert, update, delete, truncate

daily_assessment_result
  unit_id uuid not null
  assessment_id uuid not null
  department_id uuid not null
  department_name text not null
  hand jsonb not null default '{}'::jsonb
  computed jsonb
  vetoes jsonb
  grade text
  grade_reason text not null default ''::text
  final_grade text
  CHECK (((grade IS NULL) OR (grade_reason <> ''::text)))
  CHECK ((final_grade = ANY (ARRAY['excellent'::text, 'qualified'::text, 'basic'::text, 'failed'::text])))
  CHECK ((grade = ANY (ARRAY['excellent'::text, 'qualified'::text, 'basic'::text, 'failed'::text])))
  FOREIGN KEY (unit_id, assessment_id) REFERENCES daily_assessment(unit_id, id)
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  PRIMARY KEY (unit_id, assessment_id, department_id)
  zhengce_app may select, insert, update, delete, truncate

daily_clock_closing
  unit_id uuid not null
  duty text not null
  period text not null
  state text not null
  closed_on date not null
  words text not null
  file_id uuid
  closed_by_id text not null
  closed_by text not null
  closed_at timestamp with time zone not null
  CHECK ((state = ANY (ARRAY['done'::text, 'notApplicable'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, duty, period)
  zhengce_app may select, insert, update, delete, truncate

daily_clock_raised
  unit_id uuid not null
  duty text not null
  period text not null
  stage text not null
  raised_on date not null
  CHECK ((stage = ANY (ARRAY['due'::text, 'overdue'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, duty, period, stage)
  zhengce_app may select, insert, update, delete, truncate

daily_inspection
  unit_id uuid not null
  id uuid not null
  inspection_no text not null
  year integer not null
  title text not null
  kind text not null
  period_from date not null
  period_to date not null
  inspectors uuid[] not null
  department_ids uuid[] not null
  device_types text[] not null
  sample_rate integer
  sample_size integer
  plan text not null
  conclusion text not null default ''::text
  state text not null
  seed text
  draws integer not null default 0
  items jsonb not null default '[]'::jsonb
  started_on date
  notified_on date
  closed_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((kind <> 'full'::text) OR ((sample_rate IS NULL) AND (sample_size IS NULL))))
  CHECK (((sample_rate >= 1) AND (sample_rate <= 100)))
  CHECK (((sample_rate IS NULL) OR (sample_size IS NULL)))
  CHECK (((state <> ALL (ARRAY['notified'::text, 'rectifying'::text, 'reviewed'::text, 'closed'::text])) OR (notified_on IS NOT NULL)))
  CHECK (((state <> ALL (ARRAY['onsite'::text, 'findings'::text, 'notified'::text, 'rectifying'::text, 'reviewed'::text, 'closed'::text])) OR ((seed IS NOT NULL) AND (started_on IS NOT NULL))))
  CHECK (((year >= 2000) AND (year <= 2100)))
  CHECK ((kind = ANY (ARRAY['full'::text, 'sample'::text, 'special'::text])))
  CHECK ((period_to >= period_from))
  CHECK ((sample_size > 0))
  CHECK ((state = ANY (ARRAY['planned'::text, 'onsite'::text, 'findings'::text, 'notified'::text, 'rectifying'::text, 'reviewed'::text, 'closed'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, inspection_no)
  CREATE INDEX daily_inspection_year ON public.daily_inspection USING btree (unit_id, year, period_from)
  zhengce_app may select, insert, update, delete, truncate

daily_inspection_circular
  unit_id uuid not null
  id uuid not null
  inspection_id uuid not null
  circular_no text not null
  department_id uuid
  department_name text not null
  content text not null
  content_hash text not null
  problems integer not null
  issued_on date not null
  issued_by text not null
  FOREIGN KEY (unit_id, inspection_id) REFERENCES daily_inspection(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, circular_no)
  CREATE UNIQUE INDEX daily_inspection_circular_addressee ON public.daily_inspection_circular USING btree (unit_id, inspection_id, COALESCE(department_id, '00000000-0000-0000-0000-000000000000'::uuid))
  zhengce_app may select, insert

daily_inspection_computer
  unit_id uuid not null
  inspection_id uuid not null
  device_id uuid not null
  computer_no text not null
  computer_brand text not null
  device_type text not null
  department_id uuid
  department_name text not null
  person_id uuid
  person_name text not null
  drawn boolean not null
  sheet_state text not null default 'pending'::text
  version integer not null default 0
  answers jsonb not null default '[]'::jsonb
  note text not null default ''::text
  checked_by_person_id uuid
  checked_by text
  checked_at timestamp with time zone
  user_signature_id uuid
  CHECK (((sheet_state <> 'skipped'::text) OR (note <> ''::text)))
  CHECK (((sheet_state = 'pending'::text) OR (checked_by IS NOT NULL)))
  CHECK ((drawn OR (sheet_state = 'pending'::text)))
  CHECK ((sheet_state = ANY (ARRAY['pending'::text, 'draft'::text, 'done'::text, 'skipped'::text])))
  FOREIGN KEY (unit_id, inspection_id) REFERENCES daily_inspection(unit_id, id)
  PRIMARY KEY (unit_id, inspection_id, device_id)
  UNIQUE (unit_id, inspection_id, computer_no)
  CREATE INDEX daily_inspection_computer_person ON public.daily_inspection_computer USING btree (unit_id, person_id) WHERE drawn
  CREATE INDEX daily_inspection_computer_sheet ON public.daily_inspection_computer USING btree (unit_id, inspection_id, computer_no) WHERE drawn
  zhengce_app may select, insert, update, delete, truncate

daily_inspection_file
  unit_id uuid not null
  id uuid not null
  inspection_id uuid not null
  device_id uuid
  problem_id uuid
  item_key text not null default ''::text
  file_id uuid not null
  file_name text not null
  file_size bigint not null
  created_at timestamp with time zone not null
  created_by_id text not null
  created_by text not null
  CHECK (((device_id IS NULL) <> (problem_id IS NULL)))
  FOREIGN KEY (unit_id, inspection_id) REFERENCES daily_inspection(unit_id, id)
  FOREIGN KEY (unit_id, inspection_id, device_id) REFERENCES daily_inspection_computer(unit_id, inspection_id, device_id)
  FOREIGN KEY (unit_id, problem_id) REFERENCES daily_inspection_problem(unit_id, id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX daily_inspection_file_of ON public.daily_inspection_file USING btree (unit_id, inspection_id)
  zhengce_app may select, insert, update, delete, truncate

daily_inspection_problem
  unit_id uuid not null
  id uuid not null
  inspection_id uuid not null
  problem_no integer not null
  source text not null
  finding_id uuid
  item_key text
  device_id uuid
  computer_no text not null default ''::text
  kind text not null
  content text not null
  evidence jsonb
  department_id uuid
  department_name text not null default ''::text
  person_id uuid
  person_name text not null default ''::text
  measure text not null default ''::text
  due_on date
  state text not null
  response text not null default ''::text
  responded_by text
  responded_on date
  responders text[] not null default '{}'::text[]
  review text not null default ''::text
  reviewed_by text
  reviewed_on date
  case_id uuid
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((source = 'finding'::text) = (finding_id IS NOT NULL)))
  CHECK (((source = 'sheet'::text) = (item_key IS NOT NULL)))
  CHECK (((state = ANY (ARRAY['listed'::text, 'dropped'::text])) OR ((department_id IS NOT NULL) AND (measure <> ''::text) AND (due_on IS NOT NULL))))
  CHECK ((problem_no > 0))
  CHECK ((source = ANY (ARRAY['finding'::text, 'sheet'::text, 'manual'::text])))
  CHECK ((state = ANY (ARRAY['listed'::text, 'dropped'::text, 'open'::text, 'responded'::text, 'returned'::text, 'passed'::text, 'waived'::text])))
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  FOREIGN KEY (unit_id, inspection_id) REFERENCES daily_inspection(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, inspection_id, device_id, item_key)
  UNIQUE (unit_id, inspection_id, finding_id)
  UNIQUE (unit_id, inspection_id, problem_no)
  CREATE INDEX daily_inspection_problem_department ON public.daily_inspection_problem USING btree (unit_id, department_id, state)
  CREATE INDEX daily_inspection_problem_person ON public.daily_inspection_problem USING btree (unit_id, person_id) WHERE (person_id IS NOT NULL)
  CREATE INDEX daily_inspection_problem_state ON public.daily_inspection_problem USING btree (unit_id, state, due_on)
  zhengce_app may select, insert, update, delete, truncate

daily_plan
  unit_id uuid not null
  id uuid not null
  year integer not null
  goals text not null
  measures text not null
  schedule text not null
  inspection text not null
  state text not null
  writers text[] not null
  approved_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((year >= 2000) AND (year <= 2100)))
  CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'approved'::text, 'inProgress'::text, 'closed'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, year)
  zhengce_app may select, insert, update, delete, truncate

daily_plan_task
  unit_id uuid not null
  plan_id uuid not null
  id uuid not null
  position integer not null
  content text not null
  person_id uuid
  department_id uuid
  due_on date not null
  state text not null
  words text not null default ''::text
  reported_by text
  reported_at timestamp with time zone
  CHECK ((state = ANY (ARRAY['notBegun'::text, 'underWay'::text, 'done'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id, plan_id) REFERENCES daily_plan(unit_id, id)
  PRIMARY KEY (unit_id, plan_id, id)
  CREATE INDEX daily_plan_task_person ON public.daily_plan_task USING btree (unit_id, person_id) WHERE (state = ANY (ARRAY['notBegun'::text, 'underWay'::text]))
  zhengce_app may select, insert, update, delete, truncate

daily_training
  unit_id uuid not null
  id uuid not null
  training_no text not null
  kind text not null
  form text
  title text not null
  held_on date not null
  place text not null
  lecturer text not null
  content text not null
  audience uuid[] not null
  state text not null
  words text not null
  reach integer
  organiser text not null
  sign_secret text not null
  sign_open boolean not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  plan_id uuid
  plan_task_id uuid
  CHECK (((kind = 'publicity'::text) = (form IS NOT NULL)))
  CHECK (((plan_id IS NULL) = (plan_task_id IS NULL)))
  CHECK ((kind = ANY (ARRAY['class'::text, 'external'::text, 'publicity'::text])))
  CHECK ((reach >= 0))
  CHECK ((state = ANY (ARRAY['planned'::text, 'held'::text, 'recorded'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, plan_id, plan_task_id) REFERENCES daily_plan_task(unit_id, plan_id, id) ON DELETE SET NULL (plan_id, plan_task_id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, training_no)
  CREATE INDEX daily_training_held ON public.daily_training USING btree (unit_id, held_on)
  CREATE INDEX daily_training_task ON public.daily_training USING btree (unit_id, plan_id, plan_task_id) WHERE (plan_task_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

daily_training_attendance
  unit_id uuid not null
  training_id uuid not null
  person_id uuid not null
  how text not null
  at timestamp with time zone not null
  by_name text not null
  CHECK ((how = ANY (ARRAY['code'::text, 'list'::text, 'import'::text])))
  FOREIGN KEY (unit_id, person_id) REFERENCES organisation_person(unit_id, id)
  FOREIGN KEY (unit_id, training_id) REFERENCES daily_training(unit_id, id)
  PRIMARY KEY (unit_id, training_id, person_id)
  CREATE INDEX daily_training_attendance_person ON public.daily_training_attendance USING btree (unit_id, person_id)
  zhengce_app may select, insert, update, delete, truncate

daily_training_document
  unit_id uuid not null
  training_id uuid not null
  id uuid not null
  kind text not null
  title text not null
  file_id uuid not null
  file_name text not null
  file_size bigint not null
  created_at timestamp with time zone not null
  created_by text not null
  FOREIGN KEY (unit_id, training_id) REFERENCES daily_training(unit_id, id)
  PRIMARY KEY (unit_id, training_id, id)
  zhengce_app may select, insert, update, delete, truncate

discovery_change
  unit_id uuid not null
  source_id uuid not null
  seq integer not null
  at timestamp with time zone not null
  seen_before timestamp with time zone not null
  added integer[] not null
  removed integer[] not null
  PRIMARY KEY (unit_id, source_id, seq)
  zhengce_app may select, insert, update, delete, truncate

discovery_counted
  unit_id uuid not null
  source_id uuid not null
  seq integer not null
  machine_id uuid not null
  PRIMARY KEY (unit_id, source_id)
  CREATE INDEX discovery_counted_machine ON public.discovery_counted USING btree (unit_id, machine_id)
  zhengce_app may select, insert, update, delete, truncate

discovery_file
  unit_id uuid not null
  digest bytea not null
  file_name text not null
  kind text not null
  verdict text not null
  message text not null
  taken_at timestamp with time zone not null
  machines integer not null
  entries integer not null
  times integer not null
  first_at timestamp with time zone not null
  last_at timestamp with time zone not null
  uploaded_by text not null
  CHECK ((kind = ANY (ARRAY['agent'::text, 'registry'::text, 'list'::text, 'standard'::text, 'other'::text])))
  CHECK ((verdict = ANY (ARRAY['accepted'::text, 'needsMapping'::text, 'refused'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, digest)
  CREATE INDEX discovery_file_recent ON public.discovery_file USING btree (unit_id, last_at, digest)
  zhengce_app may select, insert, update, delete, truncate

discovery_file_part
  unit_id uuid not null
  agent_key text not null
  scope text not null
  at timestamp with time zone not null
  digest bytea not null
  facts jsonb not null
  rows jsonb not null
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, agent_key, scope)
  zhengce_app may select, insert, update, delete, truncate

discovery_junk
  unit_id uuid not null
  kind text not null
  value text not null
  blocked boolean not null
  note text not null default ''::text
  created_at timestamp with time zone not null
  created_by text not null
  CHECK ((kind = ANY (ARRAY['serial'::text, 'uuid'::text, 'mac'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, kind, value)
  zhengce_app may select, insert, update, delete, truncate

discovery_last_seen
  unit_id uuid not null
  source_id uuid not null
  seen_at timestamp with time zone not null
  PRIMARY KEY (unit_id, source_id)
  zhengce_app may select, insert, update, delete, truncate

discovery_list_mapping
  unit_id uuid not null
  columns_digest bytea not null
  mapping jsonb not null
  changed_at timestamp with time zone not null
  changed_by text not null
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, columns_digest)
  zhengce_app may select, insert, update, delete, truncate

discovery_present
  unit_id uuid not null
  source_id uuid not null
  seq integer not null
  first_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  software_rows integer not null
  per_user_seen boolean
  complete boolean not null
  entries integer[] not null
  installed_on smallint[]
  PRIMARY KEY (unit_id, source_id)
  CREATE INDEX discovery_present_entries ON public.discovery_present USING gin (entries)
  zhengce_app may select, insert, update, delete, truncate

discovery_quarantine
  unit_id uuid not null
  id uuid not null
  state text not null
  reason_code text not null
  reason text not null
  agent_key text not null
  user_agent text not null
  content_type text not null
  body_digest bytea not null
  body_bytes integer not null
  body bytea
  times integer not null
  first_at timestamp with time zone not null
  last_at timestamp with time zone not null
  settled_at timestamp with time zone
  settled_by text
  CHECK ((state = ANY (ARRAY['waiting'::text, 'replayed'::text, 'dismissed'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, body_digest)
  CREATE INDEX discovery_quarantine_list ON public.discovery_quarantine USING btree (unit_id, state, last_at, id)
  zhengce_app may select, insert, update, delete, truncate

discovery_source
  unit_id uuid not null
  id uuid not null
  agent_key text not null
  kind text not null
  state text not null
  device_id uuid
  matched_by text not null default ''::text
  previous jsonb
  merged_from uuid
  clone_of uuid
  device_name text not null
  agent_version text not null
  host_name text not null
  host_key text not null
  serial_no text not null
  serial_key text not null
  uuid text not null
  macs text[] not null
  manufacturer text not null
  model text not null
  chassis text not null
  os_name text not null
  os_version text not null
  os_kind text not null
  last_user text not null
  user_names text[] not null
  tag text not null
  licences jsonb not null
  superseded boolean not null default false
  no_software boolean not null default false
  wants_full boolean not null default false
  head_digest text not null
  created_at timestamp with time zone not null
  cores smallint not null default 0
  CHECK (((state = 'assigned'::text) = (device_id IS NOT NULL)))
  CHECK ((kind = ANY (ARRAY['glpi'::text, 'fusioninventory'::text, 'ocs'::text, 'file'::text])))
  CHECK ((state = ANY (ARRAY['candidate'::text, 'assigned'::text, 'ignored'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, agent_key)
  CREATE INDEX discovery_source_device ON public.discovery_source USING btree (unit_id, device_id) WHERE (device_id IS NOT NULL)
  CREATE INDEX discovery_source_serial ON public.discovery_source USING btree (unit_id, serial_key) WHERE (serial_key <> ''::text)
  CREATE INDEX discovery_source_uuid ON public.discovery_source USING btree (unit_id, uuid) WHERE (uuid <> ''::text)
  CREATE INDEX discovery_source_waiting ON public.discovery_source USING btree (unit_id, created_at, id) WHERE (device_id IS NULL)
  zhengce_app may select, insert, update, delete, truncate

discovery_todo
  unit_id uuid not null
  source_id uuid not null
  at timestamp with time zone not null
  PRIMARY KEY (unit_id, source_id)
  zhengce_app may select, insert, update, delete, truncate

discovery_token
  unit_id uuid not null
  id uuid not null
  name text not null
  token_hash bytea not null
  tail text not null
  created_at timestamp with time zone not null
  created_by text not null
  revoked_at timestamp with time zone
  revoked_by text
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (token_hash)
  zhengce_app may select, insert, update, delete, truncate

installation_application
  unit_id uuid not null
  id uuid not null
  application_no text
  applicant_person_id uuid not null
  applicant_name text not null
  department_id uuid
  department_name text not null
  phone text not null default ''::text
  applied_on date not null
  device_id uuid not null
  computer_no text not null
  computer_brand text not null
  os_name text not null default ''::text
  kind text not null
  from_software_id uuid
  from_version text not null default ''::text
  to_software_id uuid
  software_name text not null default ''::text
  software_version text not null default ''::text
  reason text not null
  state text not null
  reviewer_person_id uuid
  technician_person_id uuid
  order_id uuid
  idempotency_key text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((application_no IS NOT NULL) OR (state = ANY (ARRAY['draft'::text, 'withdrawn'::text]))))
  CHECK (((kind <> 'uninstall'::text) OR (to_software_id IS NULL)))
  CHECK (((kind = 'install'::text) = (from_software_id IS NULL)))
  CHECK ((kind = ANY (ARRAY['install'::text, 'uninstall'::text, 'upgrade'::text])))
  CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'deptApproved'::text, 'approved'::text, 'collected'::text, 'inScheme'::text, 'executing'::text, 'awaitingConfirmation'::text, 'recorded'::text, 'notCompleted'::text, 'rejected'::text, 'withdrawn'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, applicant_person_id) REFERENCES organisation_person(unit_id, id)
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  FOREIGN KEY (unit_id, from_software_id) REFERENCES configuration_software(unit_id, id)
  FOREIGN KEY (unit_id, to_software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, application_no)
  CREATE INDEX installation_application_applicant ON public.installation_application USING btree (unit_id, applicant_person_id, id)
  CREATE INDEX installation_application_created ON public.installation_application USING btree (unit_id, created_at, id)
  CREATE INDEX installation_application_department ON public.installation_application USING btree (unit_id, department_id, state)
  CREATE INDEX installation_application_device ON public.installation_application USING btree (unit_id, device_id, state)
  CREATE INDEX installation_application_state ON public.installation_application USING btree (unit_id, state, id)
  CREATE UNIQUE INDEX installation_application_key ON public.installation_application USING btree (unit_id, idempotency_key) WHERE (idempotency_key IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

installation_campaign
  unit_id uuid not null
  id uuid not null
  campaign_no text not null
  title text not null
  kind text not null
  software_id uuid not null
  from_software_ids uuid[] not null default '{}'::uuid[]
  version text not null default ''::text
  reason text not null
  scope jsonb not null
  due_on date
  technician_person_id uuid
  scheme_id uuid
  state text not null
  reminded_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((kind = 'upgrade'::text) = (cardinality(from_software_ids) > 0)))
  CHECK ((kind = ANY (ARRAY['install'::text, 'uninstall'::text, 'upgrade'::text])))
  CHECK ((state = ANY (ARRAY['planned'::text, 'departmentsNotified'::text, 'executing'::text, 'closing'::text, 'cancelling'::text, 'closed'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, campaign_no)
  CREATE INDEX installation_campaign_state ON public.installation_campaign USING btree (unit_id, state, id)
  CREATE UNIQUE INDEX installation_campaign_scheme ON public.installation_campaign USING btree (unit_id, scheme_id) WHERE (scheme_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

installation_campaign_department
  unit_id uuid not null
  campaign_id uuid not null
  department_id uuid not null
  technician_person_id uuid
  notified_at timestamp with time zone
  acknowledged_at timestamp with time zone
  acknowledged_by text
  note text not null default ''::text
  FOREIGN KEY (unit_id, campaign_id) REFERENCES installation_campaign(unit_id, id)
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  PRIMARY KEY (unit_id, campaign_id, department_id)
  zhengce_app may select, insert, update, delete, truncate

installation_campaign_device
  unit_id uuid not null
  campaign_id uuid not null
  device_id uuid not null
  department_id uuid
  from_software_id uuid
  order_id uuid
  order_state text
  FOREIGN KEY (unit_id, campaign_id) REFERENCES installation_campaign(unit_id, id)
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  PRIMARY KEY (unit_id, campaign_id, device_id)
  CREATE INDEX installation_campaign_device_department ON public.installation_campaign_device USING btree (unit_id, campaign_id, department_id, order_state)
  zhengce_app may select, insert, update, delete, truncate

installation_disposal
  unit_id uuid not null
  id uuid not null
  disposal_no text not null
  department_id uuid
  department_name text not null
  requested_by text not null
  requested_on date not null
  requesters text[] not null
  appraisers text[] not null default '{}'::text[]
  asset_approvers text[] not null default '{}'::text[]
  reason text not null
  method text not null
  recipient text not null
  explanation text not null
  not_movable text not null
  state text not null
  approved_on date
  disposed_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((method = 'scrap'::text) = (recipient = ''::text)))
  CHECK (((reason <> 'lifeNotReachedHardwareScrapped'::text) OR (not_movable <> ''::text)))
  CHECK (((state <> ALL (ARRAY['approved'::text, 'uninstalling'::text, 'disposed'::text])) OR (approved_on IS NOT NULL)))
  CHECK (((state = 'disposed'::text) = (disposed_on IS NOT NULL)))
  CHECK ((NOT (appraisers && asset_approvers)))
  CHECK ((NOT (requesters && appraisers)))
  CHECK ((NOT (requesters && asset_approvers)))
  CHECK ((method = ANY (ARRAY['scrap'::text, 'sale'::text, 'donation'::text, 'transfer'::text])))
  CHECK ((reason = ANY (ARRAY['lifeReachedUnusable'::text, 'lifeNotReachedObsolete'::text, 'lifeNotReachedHardwareScrapped'::text])))
  CHECK ((state = ANY (ARRAY['requested'::text, 'returned'::text, 'itAppraised'::text, 'assetApproved'::text, 'approved'::text, 'uninstalling'::text, 'disposed'::text, 'rejected'::text, 'withdrawn'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, disposal_no)
  CREATE INDEX installation_disposal_state ON public.installation_disposal USING btree (unit_id, state)
  zhengce_app may select, insert, update, delete, truncate

installation_disposal_device
  unit_id uuid not null
  disposal_id uuid not null
  device_id uuid not null
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  FOREIGN KEY (unit_id, disposal_id) REFERENCES installation_disposal(unit_id, id)
  PRIMARY KEY (unit_id, disposal_id, device_id)
  zhengce_app may select, insert, update, delete, truncate

installation_disposal_document
  unit_id uuid not null
  disposal_id uuid not null
  id uuid not null
  kind text not null
  title text not null
  file_id uuid not null
  file_name text not null
  file_size bigint not null
  created_at timestamp with time zone not null
  created_by text not null
  CHECK ((kind = ANY (ARRAY['evidence'::text, 'report'::text, 'photo'::text, 'approval'::text, 'other'::text])))
  FOREIGN KEY (unit_id, disposal_id) REFERENCES installation_disposal(unit_id, id)
  PRIMARY KEY (unit_id, disposal_id, id)
  zhengce_app may select, insert, update, delete, truncate

installation_disposal_setting
  unit_id uuid not null
  head_approves boolean not null
  updated_at timestamp with time zone not null
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id)
  zhengce_app may select, insert, update, delete, truncate

installation_disposal_software
  unit_id uuid not null
  disposal_id uuid not null
  software_id uuid not null
  position integer not null
  life_from date
  min_life_years integer
  life_reached boolean
  open boolean not null
  campaign_id uuid
  FOREIGN KEY (unit_id, campaign_id) REFERENCES installation_campaign(unit_id, id)
  FOREIGN KEY (unit_id, disposal_id) REFERENCES installation_disposal(unit_id, id)
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, disposal_id, software_id)
  CREATE UNIQUE INDEX installation_disposal_software_open ON public.installation_disposal_software USING btree (unit_id, software_id) WHERE open
  zhengce_app may select, insert, update, delete, truncate

installation_order
  unit_id uuid not null
  id uuid not null
  order_no text not null
  origin text not null
  origin_id uuid not null
  device_id uuid not null
  computer_no text not null
  computer_brand text not null
  user_person_id uuid
  user_name text not null
  department_id uuid
  department_name text not null
  technician_person_id uuid
  technician_name text not null default ''::text
  state text not null
  due_on date
  note text not null default ''::text
  performed_on date
  performer_signature_id uuid
  user_signature_id uuid
  same_signer boolean not null default false
  problem text
  problem_params jsonb not null default '{}'::jsonb
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((state <> 'recorded'::text) OR ((performer_signature_id IS NOT NULL) AND (user_signature_id IS NOT NULL))))
  CHECK (((state = 'blocked'::text) = (problem IS NOT NULL)))
  CHECK ((origin = ANY (ARRAY['application'::text, 'campaign'::text, 'finding'::text])))
  CHECK ((state = ANY (ARRAY['pending'::text, 'assigned'::text, 'executing'::text, 'awaitingConfirmation'::text, 'blocked'::text, 'recorded'::text, 'notCompleted'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, order_no)
  CREATE INDEX installation_order_department ON public.installation_order USING btree (unit_id, department_id, state)
  CREATE INDEX installation_order_device ON public.installation_order USING btree (unit_id, device_id)
  CREATE INDEX installation_order_origin ON public.installation_order USING btree (unit_id, origin, origin_id)
  CREATE INDEX installation_order_state ON public.installation_order USING btree (unit_id, state, id)
  CREATE INDEX installation_order_technician ON public.installation_order USING btree (unit_id, technician_person_id, state) WHERE (technician_person_id IS NOT NULL)
  CREATE INDEX installation_order_user ON public.installation_order USING btree (unit_id, user_person_id, state) WHERE (user_person_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

installation_order_line
  unit_id uuid not null
  order_id uuid not null
  line_no integer not null
  kind text not null
  software_id uuid
  from_software_id uuid
  version text not null default ''::text
  software_no text not null default ''::text
  software_name text not null
  from_software_no text not null default ''::text
  from_software_name text not null default ''::text
  from_version text not null default ''::text
  result text not null default 'pending'::text
  note text not null default ''::text
  entry_nos bigint[] not null default '{}'::bigint[]
  verification text
  verified_at timestamp with time zone
  CHECK (((from_software_id IS NOT NULL) = (kind = 'upgrade'::text)))
  CHECK (((result <> 'notDone'::text) OR (note <> ''::text)))
  CHECK (((software_id IS NOT NULL) OR (kind = 'uninstall'::text)))
  CHECK ((kind = ANY (ARRAY['install'::text, 'uninstall'::text, 'upgrade'::text])))
  CHECK ((line_no > 0))
  CHECK ((result = ANY (ARRAY['pending'::text, 'done'::text, 'notDone'::text, 'corrected'::text])))
  CHECK ((verification = ANY (ARRAY['confirmed'::text, 'contradicted'::text])))
  FOREIGN KEY (unit_id, from_software_id) REFERENCES configuration_software(unit_id, id)
  FOREIGN KEY (unit_id, order_id) REFERENCES installation_order(unit_id, id)
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, order_id, line_no)
  CREATE INDEX installation_order_line_software ON public.installation_order_line USING btree (unit_id, software_id) WHERE (software_id IS NOT NULL)
  CREATE INDEX installation_order_line_unverified ON public.installation_order_line USING btree (unit_id, order_id) WHERE ((result = 'done'::text) AND (verification IS NULL))
  zhengce_app may select, insert, update, delete, truncate

installation_upgrade
  unit_id uuid not null
  id uuid not null
  scheme_no text not null
  title text not null
  from_software_ids uuid[] not null
  to_software_id uuid not null
  version text not null default ''::text
  scope jsonb not null
  demand text not null
  range_note text not null
  steps_note text not null
  risks text not null
  fallback text not null
  due_on date
  technician_person_id uuid
  state text not null
  drafter_ids text[] not null
  drafter_person_ids uuid[] not null default '{}'::uuid[]
  drafted_by text not null
  campaign_id uuid
  idempotency_key text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK ((cardinality(from_software_ids) > 0))
  CHECK ((state = ANY (ARRAY['drafting'::text, 'submitted'::text, 'returned'::text, 'approved'::text, 'departmentsNotified'::text, 'executing'::text, 'closed'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, campaign_id) REFERENCES installation_campaign(unit_id, id)
  FOREIGN KEY (unit_id, to_software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, scheme_no)
  CREATE INDEX installation_upgrade_state ON public.installation_upgrade USING btree (unit_id, state, id)
  CREATE UNIQUE INDEX installation_upgrade_campaign ON public.installation_upgrade USING btree (unit_id, campaign_id) WHERE (campaign_id IS NOT NULL)
  CREATE UNIQUE INDEX installation_upgrade_key ON public.installation_upgrade USING btree (unit_id, idempotency_key) WHERE (idempotency_key IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

installation_upgrade_application
  unit_id uuid not null
  scheme_id uuid not null
  application_id uuid not null
  outcome text
  CHECK ((outcome = ANY (ARRAY['recorded'::text, 'notCompleted'::text, 'released'::text])))
  FOREIGN KEY (unit_id, application_id) REFERENCES installation_application(unit_id, id)
  FOREIGN KEY (unit_id, scheme_id) REFERENCES installation_upgrade(unit_id, id)
  PRIMARY KEY (unit_id, scheme_id, application_id)
  CREATE UNIQUE INDEX installation_upgrade_application_open ON public.installation_upgrade_application USING btree (unit_id, application_id) WHERE (outcome IS NULL)
  zhengce_app may select, insert, update, delete, truncate

ledgers_assignment
  unit_id uuid not null
  device_id uuid not null
  from_on date not null
  to_on date
  person_id uuid
  department_id uuid
  CHECK (((person_id IS NOT NULL) OR (department_id IS NOT NULL)))
  CHECK (((to_on IS NULL) OR (to_on > from_on)))
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  FOREIGN KEY (unit_id, person_id) REFERENCES organisation_person(unit_id, id)
  PRIMARY KEY (unit_id, device_id, from_on)
  CREATE INDEX ledgers_assignment_department ON public.ledgers_assignment USING btree (unit_id, department_id) WHERE (to_on IS NULL)
  CREATE INDEX ledgers_assignment_person ON public.ledgers_assignment USING btree (unit_id, person_id) WHERE (to_on IS NULL)
  CREATE UNIQUE INDEX ledgers_assignment_open ON public.ledgers_assignment USING btree (unit_id, device_id) WHERE (to_on IS NULL)
  zhengce_app may select, insert, update, delete, truncate

ledgers_chain
  unit_id uuid not null
  last_entry_no bigint not null
  last_hash bytea not null
  last_recorded_at timestamp with time zone not null
  PRIMARY KEY (unit_id)
  zhengce_app may select, insert, update

ledgers_count
  unit_id uuid not null
  software_id uuid not null
  installed bigint not null
  CHECK ((installed >= 0))
  PRIMARY KEY (unit_id, software_id)
  zhengce_app may select, insert, update, delete, truncate

ledgers_device
  unit_id uuid not null
  id uuid not null
  computer_no text not null
  asset_no text not null default ''::text
  device_type text not null
  type_name text not null default ''::text
  brand text not null default ''::text
  model text not null default ''::text
  serial_no text not null default ''::text
  serial_key text not null default ''::text
  uuid text not null default ''::text
  macs text[] not null default '{}'::text[]
  host_name text not null default ''::text
  host_key text not null default ''::text
  os_name text not null default ''::text
  location text not null default ''::text
  remark text not null default ''::text
  status text not null
  acquired_on date
  retired_on date
  oem_evidence jsonb not null default '[]'::jsonb
  merged_into uuid
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  search_text text not null generated always as (lower(((((((((computer_no || '
'::text) || asset_no) || '
'::text) || brand) || '
'::text) || model) || '
'::text) || host_name)))
  CHECK (((merged_into IS NULL) OR (merged_into <> id)))
  CHECK (((retired_on IS NOT NULL) = (status = ANY (ARRAY['scrapped'::text, 'transferredOut'::text]))))
  CHECK ((device_type = ANY (ARRAY['server'::text, 'desktop'::text, 'laptop'::text])))
  CHECK ((status = ANY (ARRAY['inUse'::text, 'idle'::text, 'inRepair'::text, 'scrapped'::text, 'transferredOut'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, merged_into) REFERENCES ledgers_device(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, computer_no)
  CREATE INDEX ledgers_device_host ON public.ledgers_device USING btree (unit_id, host_key) WHERE (host_key <> ''::text)
  CREATE INDEX ledgers_device_macs ON public.ledgers_device USING gin (macs)
  CREATE INDEX ledgers_device_merged ON public.ledgers_device USING btree (unit_id, merged_into) WHERE (merged_into IS NOT NULL)
  CREATE INDEX ledgers_device_serial ON public.ledgers_device USING btree (unit_id, serial_key) WHERE (serial_key <> ''::text)
  CREATE INDEX ledgers_device_uuid ON public.ledgers_device USING btree (unit_id, uuid) WHERE (uuid <> ''::text)
  zhengce_app may select, insert, update, delete, truncate

ledgers_device_status
  unit_id uuid not null
  device_id uuid not null
  from_on date not null
  to_on date
  status text not null
  reason text not null default ''::text
  CHECK (((to_on IS NULL) OR (to_on > from_on)))
  CHECK ((status = ANY (ARRAY['inUse'::text, 'idle'::text, 'inRepair'::text, 'scrapped'::text, 'transferredOut'::text])))
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  PRIMARY KEY (unit_id, device_id, from_on)
  CREATE UNIQUE INDEX ledgers_device_status_open ON public.ledgers_device_status USING btree (unit_id, device_id) WHERE (to_on IS NULL)
  zhengce_app may select, insert, update, delete, truncate

ledgers_entry
  unit_id uuid not null
  entry_no bigint not null
  kind text not null
  software_id uuid not null
  device_id uuid not null
  version text not null
  computer_no text not null
  computer_brand text not null
  user_id uuid
  user_name text not null
  department_id uuid
  department_name text not null
  occurred_on date not null
  date_basis text not null default 'real'::text
  recorded_at timestamp with time zone not null
  cause text not null
  cause_ref text
  actor_id text not null
  actor_name text not null
  reason text
  idempotency_key text
  group_id uuid
  reverses_entry_no bigint
  prev_hash bytea not null
  hash bytea not null
  CHECK (((cause = 'correction'::text) = (reverses_entry_no IS NOT NULL)))
  CHECK (((reverses_entry_no IS NULL) OR (reverses_entry_no < entry_no)))
  CHECK ((cause = ANY (ARRAY['opening'::text, 'manual'::text, 'workOrder'::text, 'campaign'::text, 'postingRule'::text, 'upgrade'::text, 'correction'::text, 'deviceRetired'::text, 'deviceMerged'::text])))
  CHECK ((date_basis = ANY (ARRAY['real'::text, 'loading'::text])))
  CHECK ((entry_no > 0))
  CHECK ((kind = ANY (ARRAY['install'::text, 'uninstall'::text])))
  CHECK ((occurred_on >= '1990-01-01'::date))
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  FOREIGN KEY (unit_id, reverses_entry_no) REFERENCES ledgers_entry(unit_id, entry_no)
  FOREIGN KEY (unit_id, software_id) REFERENCES configuration_software(unit_id, id)
  PRIMARY KEY (unit_id, entry_no)
  CREATE INDEX ledgers_entry_day ON public.ledgers_entry USING btree (unit_id, occurred_on) INCLUDE (software_id, kind)
  CREATE INDEX ledgers_entry_device ON public.ledgers_entry USING btree (unit_id, device_id, occurred_on, entry_no)
  CREATE INDEX ledgers_entry_group ON public.ledgers_entry USING btree (unit_id, group_id) WHERE (group_id IS NOT NULL)
  CREATE INDEX ledgers_entry_recorded ON public.ledgers_entry USING btree (unit_id, recorded_at, entry_no)
  CREATE INDEX ledgers_entry_sheet ON public.ledgers_entry USING btree (unit_id, software_id, occurred_on, entry_no)
  CREATE INDEX ledgers_entry_software ON public.ledgers_entry USING btree (unit_id, software_id, device_id, occurred_on, entry_no)
  CREATE UNIQUE INDEX ledgers_entry_key ON public.ledgers_entry USING btree (unit_id, idempotency_key) WHERE (idempotency_key IS NOT NULL)
  CREATE UNIQUE INDEX ledgers_entry_reversal ON public.ledgers_entry USING btree (unit_id, reverses_entry_no) WHERE (reverses_entry_no IS NOT NULL)
  zhengce_app may select, insert

ledgers_merge
  unit_id uuid not null
  id uuid not null
  keep_id uuid not null
  drop_id uuid not null
  filled jsonb not null
  took_holders boolean not null
  followed uuid[] not null default '{}'::uuid[]
  merged_at timestamp with time zone not null
  merged_by text not null
  undone_at timestamp with time zone
  undone_by text
  FOREIGN KEY (unit_id, drop_id) REFERENCES ledgers_device(unit_id, id)
  FOREIGN KEY (unit_id, keep_id) REFERENCES ledgers_device(unit_id, id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX ledgers_merge_drop ON public.ledgers_merge USING btree (unit_id, drop_id)
  CREATE INDEX ledgers_merge_keep ON public.ledgers_merge USING btree (unit_id, keep_id)
  zhengce_app may select, insert, update, delete, truncate

ledgers_open_install
  unit_id uuid not null
  software_id uuid not null
  device_id uuid not null
  version text not null
  installed_on date not null
  entry_no bigint not null
  PRIMARY KEY (unit_id, software_id, device_id)
  CREATE INDEX ledgers_open_install_device ON public.ledgers_open_install USING btree (unit_id, device_id)
  zhengce_app may select, insert, update, delete, truncate

ledgers_opening_proposal
  unit_id uuid not null
  id uuid not null
  device_id uuid not null
  group_key text not null
  software_id uuid
  software_type text not null
  software_name text not null
  software_version text not null default ''::text
  publisher text not null default ''::text
  category text not null default 'other'::text
  product_id text
  version text not null default ''::text
  installed_on date not null
  date_basis text not null
  source text not null
  source_ref text not null default ''::text
  chosen boolean not null default true
  state text not null default 'waiting'::text
  entry_no bigint
  created_at timestamp with time zone not null
  chosen_at timestamp with time zone
  CHECK (((state = 'posted'::text) = (entry_no IS NOT NULL)))
  CHECK ((date_basis = ANY (ARRAY['real'::text, 'loading'::text])))
  CHECK ((software_type = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text, 'unknown'::text])))
  CHECK ((source = ANY (ARRAY['sighting'::text, 'list'::text])))
  CHECK ((state = ANY (ARRAY['waiting'::text, 'posted'::text])))
  FOREIGN KEY (unit_id, device_id) REFERENCES ledgers_device(unit_id, id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX ledgers_opening_proposal_group ON public.ledgers_opening_proposal USING btree (unit_id, state, group_key, id)
  CREATE UNIQUE INDEX ledgers_opening_proposal_pair ON public.ledgers_opening_proposal USING btree (unit_id, device_id, group_key)
  zhengce_app may select, insert, update, delete, truncate

organisation_delegation
  unit_id uuid not null
  id uuid not null
  from_person_id uuid not null
  to_person_id uuid not null
  from_on date not null
  to_on date not null
  reason text not null
  created_by_id text not null
  created_by text not null
  created_at timestamp with time zone not null
  revoked_at timestamp with time zone
  revoked_by text
  revoke_reason text
  CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
  CHECK ((from_person_id <> to_person_id))
  CHECK ((to_on >= from_on))
  FOREIGN KEY (unit_id, from_person_id) REFERENCES organisation_person(unit_id, id)
  FOREIGN KEY (unit_id, to_person_id) REFERENCES organisation_person(unit_id, id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX organisation_delegation_from ON public.organisation_delegation USING btree (unit_id, from_person_id, to_on) WHERE (revoked_at IS NULL)
  CREATE INDEX organisation_delegation_to ON public.organisation_delegation USING btree (unit_id, to_person_id, to_on) WHERE (revoked_at IS NULL)
  zhengce_app may select, insert, update, delete, truncate

organisation_department
  unit_id uuid not null
  id uuid not null
  code text not null
  name text not null
  parent_id uuid
  head_person_id uuid
  functions text[] not null default '{}'::text[]
  active boolean not null default true
  sort_order integer not null default 0
  CHECK (((parent_id IS NULL) OR (parent_id <> id)))
  CHECK ((functions <@ ARRAY['informatization'::text, 'office'::text, 'personnel'::text, 'finance'::text, 'asset'::text]))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, head_person_id) REFERENCES organisation_person(unit_id, id)
  FOREIGN KEY (unit_id, parent_id) REFERENCES organisation_department(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, code)
  CREATE UNIQUE INDEX organisation_department_name ON public.organisation_department USING btree (unit_id, COALESCE(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), name) WHERE active
  zhengce_app may select, insert, update, delete, truncate

organisation_person
  unit_id uuid not null
  id uuid not null
  staff_no text not null
  name text not null
  name_initials text not null default ''::text
  department_id uuid
  post_id uuid
  phone text not null default ''::text
  email text not null default ''::text
  active boolean not null default true
  joined_on date
  left_on date
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  CHECK (((joined_on IS NULL) OR (left_on IS NULL) OR (left_on >= joined_on)))
  CHECK ((active = (left_on IS NULL)))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  FOREIGN KEY (unit_id, post_id) REFERENCES organisation_post(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, staff_no)
  CREATE INDEX organisation_person_department ON public.organisation_person USING btree (unit_id, department_id)
  CREATE INDEX organisation_person_name ON public.organisation_person USING btree (unit_id, name)
  CREATE INDEX organisation_person_sorted ON public.organisation_person USING btree (unit_id, name COLLATE "zh-x-icu", id)
  zhengce_app may select, insert, update, delete, truncate

organisation_post
  unit_id uuid not null
  id uuid not null
  name text not null
  description text not null default ''::text
  active boolean not null default true
  sort_order integer not null default 0
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, name)
  zhengce_app may select, insert, update, delete, truncate

organisation_unit
  id uuid not null
  code text not null
  name text not null
  type text not null
  superior_id uuid
  created_at timestamp with time zone not null default now()
  CHECK (((superior_id IS NULL) OR (superior_id <> id)))
  CHECK ((type = ANY (ARRAY['government'::text, 'institution'::text, 'enterprise'::text])))
  FOREIGN KEY (superior_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (id)
  UNIQUE (code)
  CREATE INDEX organisation_unit_superior ON public.organisation_unit USING btree (superior_id)
  zhengce_app may select, insert, update, delete, truncate

platform_account
  id uuid not null
  user_name text not null
  display_name text not null
  password_hash text not null
  password_changed_at timestamp with time zone not null
  must_change_password boolean not null default false
  failed_attempts integer not null default 0
  locked_until timestamp with time zone
  disabled boolean not null default false
  created_at timestamp with time zone not null default now()
  PRIMARY KEY (id)
  zhengce_app may select, insert, update, delete, truncate

platform_api_key
  unit_id uuid not null
  id uuid not null
  name text not null
  role text not null
  prefix text not null
  key_hash bytea not null
  expires_at timestamp with time zone not null
  created_by text not null
  created_at timestamp with time zone not null default now()
  last_used_on date
  revoked_at timestamp with time zone
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_api_key_hash ON public.platform_api_key USING btree (key_hash)
  zhengce_app may select, insert, update, delete, truncate

platform_audit
  unit_id uuid not null
  id uuid not null
  at timestamp with time zone not null
  actor_kind text not null
  actor_id text not null
  actor_name text not null
  action text not null
  object_type text not null
  object_id text not null
  before jsonb
  after jsonb
  request_id text not null
  address text
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_audit_at ON public.platform_audit USING btree (unit_id, at, id)
  CREATE INDEX platform_audit_object ON public.platform_audit USING btree (unit_id, object_type, object_id, id)
  zhengce_app may select, insert

platform_counter
  unit_id uuid not null
  name text not null
  value bigint not null
  PRIMARY KEY (unit_id, name)
  zhengce_app may select, insert, update, delete, truncate

platform_file
  unit_id uuid not null
  id uuid not null
  sha256 text not null
  name text not null
  size bigint not null
  media_type text not null
  purpose text not null
  created_at timestamp with time zone not null
  created_by text not null
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_file_content ON public.platform_file USING btree (unit_id, sha256)
  zhengce_app may select, insert, update, delete, truncate

platform_import
  unit_id uuid not null
  id uuid not null
  kind text not null
  file_name text not null
  sha256 text not null
  sheets text[] not null
  params jsonb not null
  total integer not null
  created integer not null
  updated integer not null
  unchanged integer not null
  rejected integer not null
  skipped integer not null
  state text not null
  made_at timestamp with time zone not null
  made_by text not null
  copy_file_id uuid
  report jsonb not null
  undone_at timestamp with time zone
  undone_by text
  undo_reason text
  CHECK (((state = 'undone'::text) = (undone_at IS NOT NULL)))
  CHECK ((state = ANY (ARRAY['checked'::text, 'committed'::text, 'undone'::text])))
  CHECK ((total = (((created + updated) + unchanged) + rejected)))
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_import_latest ON public.platform_import USING btree (unit_id, made_at DESC, id DESC)
  zhengce_app may select, insert, update, delete, truncate

platform_import_change
  unit_id uuid not null
  import_id uuid not null
  position integer not null
  sheet text not null
  row_no integer not null
  object_type text not null
  object_id text not null
  label text not null
  before jsonb
  mark text
  FOREIGN KEY (unit_id, import_id) REFERENCES platform_import(unit_id, id)
  PRIMARY KEY (unit_id, import_id, "position")
  zhengce_app may select, insert, update, delete, truncate

platform_import_mapping
  unit_id uuid not null
  kind text not null
  fingerprint text not null
  mapping jsonb not null
  saved_by text not null
  saved_at timestamp with time zone not null
  PRIMARY KEY (unit_id, kind, fingerprint)
  zhengce_app may select, insert, update, delete, truncate

platform_import_upload
  unit_id uuid not null
  id uuid not null
  asked jsonb not null
  bytes bytea not null
  created_at timestamp with time zone not null
  PRIMARY KEY (unit_id, id)
  zhengce_app may select, insert, update, delete, truncate

platform_initial_password
  unit_id uuid not null
  job_id uuid not null
  account_id uuid not null
  started_by text not null
  sealed bytea not null
  created_at timestamp with time zone not null
  FOREIGN KEY (account_id) REFERENCES platform_account(id) ON DELETE CASCADE
  PRIMARY KEY (unit_id, job_id, account_id)
  CREATE INDEX platform_initial_password_account ON public.platform_initial_password USING btree (account_id)
  zhengce_app may select, insert, update, delete, truncate

platform_job
  unit_id uuid not null
  id uuid not null
  kind text not null
  title text not null
  state text not null
  input jsonb not null
  done bigint not null default 0
  total bigint
  message jsonb
  result jsonb
  actor jsonb not null
  attempts integer not null default 0
  cancel_requested boolean not null default false
  created_at timestamp with time zone not null
  started_at timestamp with time zone
  finished_at timestamp with time zone
  CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_job_created ON public.platform_job USING btree (unit_id, created_at, id)
  CREATE INDEX platform_job_open ON public.platform_job USING btree (unit_id, kind) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]))
  zhengce_app may select, insert, update, delete, truncate

platform_login_name
  login_name text not null
  account_id uuid not null
  FOREIGN KEY (account_id) REFERENCES platform_account(id) ON DELETE CASCADE
  PRIMARY KEY (login_name)
  CREATE INDEX platform_login_name_account ON public.platform_login_name USING btree (account_id)
  zhengce_app may select, insert, update, delete, truncate

platform_mail
  unit_id uuid not null
  id uuid not null
  person_id uuid not null
  state text not null
  due_at timestamp with time zone not null
  attempts integer not null default 0
  error text
  created_at timestamp with time zone not null
  sent_at timestamp with time zone
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'dropped'::text])))
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_mail_due ON public.platform_mail USING btree (due_at) WHERE (state = 'waiting'::text)
  CREATE INDEX platform_mail_state ON public.platform_mail USING btree (unit_id, state, id)
  CREATE UNIQUE INDEX platform_mail_waiting ON public.platform_mail USING btree (unit_id, person_id) WHERE ((state = 'waiting'::text) AND (attempts = 0))
  zhengce_app may select, insert, update, delete, truncate

platform_migration
  name text not null
  sha256 text not null
  applied_at timestamp with time zone not null default now()
  PRIMARY KEY (name)
  zhengce_app may select, insert, update, delete, truncate

platform_notice
  unit_id uuid not null
  id uuid not null
  account_id uuid
  person_id uuid
  kind text not null
  sentence text not null
  params jsonb not null default '{}'::jsonb
  link text not null
  object_type text
  object_id uuid
  created_at timestamp with time zone not null
  read_at timestamp with time zone
  collected_at timestamp with time zone
  mail_id uuid
  CHECK (((account_id IS NOT NULL) OR (person_id IS NOT NULL)))
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_notice_account ON public.platform_notice USING btree (unit_id, account_id, id) WHERE (account_id IS NOT NULL)
  CREATE INDEX platform_notice_mail ON public.platform_notice USING btree (unit_id, mail_id) WHERE (mail_id IS NOT NULL)
  CREATE INDEX platform_notice_object ON public.platform_notice USING btree (unit_id, object_type, object_id) WHERE (object_id IS NOT NULL)
  CREATE INDEX platform_notice_person ON public.platform_notice USING btree (unit_id, person_id, id) WHERE (person_id IS NOT NULL)
  CREATE INDEX platform_notice_uncollected ON public.platform_notice USING btree (unit_id, id) WHERE (collected_at IS NULL)
  CREATE INDEX platform_notice_unread_account ON public.platform_notice USING btree (unit_id, account_id) WHERE ((read_at IS NULL) AND (account_id IS NOT NULL))
  CREATE INDEX platform_notice_unread_person ON public.platform_notice USING btree (unit_id, person_id) WHERE ((read_at IS NULL) AND (person_id IS NOT NULL))
  zhengce_app may select, insert, update, delete, truncate

platform_notice_preference
  unit_id uuid not null
  person_id uuid not null
  kind text not null
  mode text not null
  CHECK ((mode = ANY (ARRAY['now'::text, 'digest'::text, 'daily'::text, 'never'::text])))
  PRIMARY KEY (unit_id, person_id, kind)
  zhengce_app may select, insert, update, delete, truncate

platform_role_grant
  unit_id uuid not null
  account_id uuid not null
  role text not null
  person_id uuid
  granted_at timestamp with time zone not null default now()
  granted_by text not null
  FOREIGN KEY (account_id) REFERENCES platform_account(id) ON DELETE CASCADE
  PRIMARY KEY (unit_id, account_id, role)
  CREATE INDEX platform_role_grant_account ON public.platform_role_grant USING btree (account_id)
  zhengce_app may select, insert, update, delete, truncate

platform_session
  token_hash bytea not null
  account_id uuid not null
  created_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  address text
  user_agent text
  FOREIGN KEY (account_id) REFERENCES platform_account(id) ON DELETE CASCADE
  PRIMARY KEY (token_hash)
  CREATE INDEX platform_session_account ON public.platform_session USING btree (account_id)
  zhengce_app may select, insert, update, delete, truncate

platform_setting
  unit_id uuid not null
  key text not null
  value jsonb not null
  PRIMARY KEY (unit_id, key)
  zhengce_app may select, insert, update, delete, truncate

platform_signature
  unit_id uuid not null
  id uuid not null
  object_type text not null
  object_id uuid not null
  role text not null
  kind text not null
  person_id uuid
  person_name text not null
  statement text not null
  image bytea
  file_id uuid
  captured_by_id text not null
  captured_by text not null
  signed_on date not null
  signed_at timestamp with time zone not null
  address text
  CHECK (((kind = 'drawn'::text) = (image IS NOT NULL)))
  CHECK (((kind = 'scan'::text) = (file_id IS NOT NULL)))
  CHECK ((kind = ANY (ARRAY['drawn'::text, 'password'::text, 'scan'::text])))
  CHECK ((octet_length(image) <= 200000))
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_signature_object ON public.platform_signature USING btree (unit_id, object_type, object_id, id)
  zhengce_app may select, insert

platform_step
  unit_id uuid not null
  id uuid not null
  object_type text not null
  object_id uuid not null
  action text not null
  from_state text
  to_state text not null
  actor_kind text not null
  actor_id text not null
  actor_name text not null
  person_id uuid
  on_behalf_of text
  opinion text not null default ''::text
  detail jsonb
  at timestamp with time zone not null
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_step_object ON public.platform_step USING btree (unit_id, object_type, object_id, id)
  zhengce_app may select, insert

platform_webhook
  unit_id uuid not null
  id uuid not null
  name text not null
  kind text not null
  url bytea not null
  secret bytea
  notice_kinds text[] not null
  enabled boolean not null
  created_at timestamp with time zone not null
  CHECK ((kind = ANY (ARRAY['json'::text, 'wecom'::text, 'dingtalk'::text, 'feishu'::text])))
  PRIMARY KEY (unit_id, id)
  zhengce_app may select, insert, update, delete, truncate

platform_webhook_message
  unit_id uuid not null
  id uuid not null
  webhook_id uuid not null
  body jsonb not null
  state text not null
  due_at timestamp with time zone not null
  attempts integer not null default 0
  error text
  created_at timestamp with time zone not null
  sent_at timestamp with time zone
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
  FOREIGN KEY (unit_id, webhook_id) REFERENCES platform_webhook(unit_id, id) ON DELETE CASCADE
  PRIMARY KEY (unit_id, id)
  CREATE INDEX platform_webhook_message_due ON public.platform_webhook_message USING btree (due_at) WHERE (state = 'waiting'::text)
  zhengce_app may select, insert, update, delete, truncate

recognition_catalogue_move
  unit_id uuid not null
  preview_id uuid not null
  raw_entry_id integer not null
  change text not null
  devices integer not null
  was jsonb not null
  becomes jsonb not null
  FOREIGN KEY (unit_id, preview_id) REFERENCES recognition_catalogue_preview(unit_id, id)
  PRIMARY KEY (unit_id, preview_id, raw_entry_id)
  CREATE INDEX recognition_catalogue_move_devices ON public.recognition_catalogue_move USING btree (unit_id, preview_id, devices DESC, raw_entry_id)
  zhengce_app may select, insert, update, delete, truncate

recognition_catalogue_part
  digest bytea not null
  content bytea not null
  size integer not null
  CHECK ((length(digest) = 32))
  PRIMARY KEY (digest)
  zhengce_app may select, insert, update, delete, truncate

recognition_catalogue_preview
  unit_id uuid not null
  id uuid not null
  from_version text not null
  to_version text not null
  job_id uuid
  created_at timestamp with time zone not null
  created_by text not null
  finished_at timestamp with time zone
  revision integer
  entries integer
  difference jsonb
  in_force_at timestamp with time zone
  in_force_by text
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  zhengce_app may select, insert, update, delete, truncate

recognition_catalogue_version
  version text not null
  loaded_at timestamp with time zone not null default now()
  products integer not null
  number integer not null generated as identity
  parts jsonb
  counts jsonb
  program text not null default ''::text
  shipped_at timestamp with time zone
  PRIMARY KEY (version)
  CREATE UNIQUE INDEX recognition_catalogue_version_number ON public.recognition_catalogue_version USING btree (number)
  zhengce_app may select, insert, update, delete, truncate

recognition_match
  unit_id uuid not null
  raw_entry_id integer not null
  product_id text
  product_name text not null
  publisher text not null
  edition text not null
  version text not null
  kind text not null
  category text not null
  general text
  risk text
  component_class text
  free_scope text
  rule_source text not null
  rule text not null
  digest bigint
  CHECK ((kind = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text, 'component'::text, 'unknown'::text])))
  CHECK ((rule_source = ANY (ARRAY['unitRule'::text, 'risk'::text, 'component'::text, 'catalogue'::text, 'none'::text])))
  FOREIGN KEY (unit_id, raw_entry_id) REFERENCES recognition_raw_entry(unit_id, id)
  PRIMARY KEY (unit_id, raw_entry_id)
  CREATE INDEX recognition_match_product ON public.recognition_match USING btree (unit_id, product_id)
  CREATE INDEX recognition_match_undecided ON public.recognition_match USING btree (unit_id, raw_entry_id) WHERE (kind = 'unknown'::text)
  zhengce_app may select, insert, update, delete, truncate

recognition_pending
  unit_id uuid not null
  raw_entry_id integer not null
  FOREIGN KEY (unit_id, raw_entry_id) REFERENCES recognition_raw_entry(unit_id, id)
  PRIMARY KEY (unit_id, raw_entry_id)
  zhengce_app may select, insert, update, delete, truncate

recognition_product
  id text not null
  name text not null
  name_zh text not null
  publisher text not null
  kind text not null
  category text not null
  general text
  free_scope text
  risk text
  licence text not null
  note text not null
  source text not null
  search text not null
  version text not null
  CHECK ((kind = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text, 'component'::text, 'unknown'::text])))
  PRIMARY KEY (version, id)
  CREATE INDEX recognition_product_id ON public.recognition_product USING btree (id)
  zhengce_app may select, insert, update, delete, truncate

recognition_raw_entry
  unit_id uuid not null
  id integer not null default nextval('recognition_raw_entry_id'::regclass)
  key bytea not null
  name text not null
  publisher text not null
  version text not null
  os text not null
  source text not null
  system_category text not null
  device_count integer not null default 0
  first_seen_at timestamp with time zone not null default now()
  CHECK ((length(key) = 16))
  CHECK ((os = ANY (ARRAY['windows'::text, 'linux'::text, 'macos'::text, 'other'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, key)
  zhengce_app may select, insert, update, delete, truncate

recognition_rule_import
  unit_id uuid not null
  id uuid not null
  from_code text not null
  from_name text not null
  exported_at timestamp with time zone not null
  on_conflict text not null
  counts jsonb not null
  replaced jsonb not null
  products jsonb not null
  created_at timestamp with time zone not null
  created_by text not null
  taken_back_at timestamp with time zone
  taken_back_by text
  outcome jsonb
  CHECK ((on_conflict = ANY (ARRAY['keep'::text, 'replace'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  zhengce_app may select, insert, update, delete, truncate

recognition_state
  unit_id uuid not null
  revision integer not null default 1
  done_revision integer not null default 1
  done_catalogue text not null
  job_queued_at timestamp with time zone
  catalogue_version text
  catalogue_since timestamp with time zone
  catalogue_by text
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id)
  zhengce_app may select, insert, update, delete, truncate

recognition_unit_product
  unit_id uuid not null
  id text not null
  name text not null
  publisher text not null
  kind text not null
  category text not null
  general text
  free_scope text
  note text not null
  search text not null
  created_at timestamp with time zone not null
  created_by text not null
  retired_at timestamp with time zone
  CHECK (((kind = 'free'::text) = (free_scope IS NOT NULL)))
  CHECK ((id ~~ 'u-%'::text))
  CHECK ((kind = ANY (ARRAY['commercial'::text, 'oem'::text, 'free'::text, 'component'::text, 'unknown'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  zhengce_app may select, insert, update, delete, truncate

recognition_unit_rule
  unit_id uuid not null
  id uuid not null
  batch_id uuid not null
  pattern_kind text not null
  pattern text not null
  publisher text not null
  product_id text
  note text not null
  created_at timestamp with time zone not null
  created_by text not null
  revoked_at timestamp with time zone
  revoked_by text
  CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
  CHECK ((pattern_kind = ANY (ARRAY['exact'::text, 'name'::text, 'prefix'::text, 'contains'::text, 'regex'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX recognition_unit_rule_batch ON public.recognition_unit_rule USING btree (unit_id, batch_id)
  CREATE UNIQUE INDEX recognition_unit_rule_active ON public.recognition_unit_rule USING btree (unit_id, pattern_kind, pattern, publisher) WHERE (revoked_at IS NULL)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_activation
  unit_id uuid not null
  device_id uuid not null
  licence_key text not null
  family text not null
  name text not null
  product_id text
  reported_id text not null
  channel text not null
  channel_basis text not null
  generic_key text
  key_tail text not null
  key_form text not null
  key_print bytea
  key_mark bytea
  trial boolean not null
  activated_on date
  kms_host text not null
  learnt_from text not null
  software_id uuid
  seen_outside boolean not null default false
  flags jsonb not null default '[]'::jsonb
  CHECK ((channel = ANY (ARRAY['oem'::text, 'retail'::text, 'mak'::text, 'kmsClient'::text, 'volume'::text, 'evaluation'::text, 'subscription'::text, 'unknown'::text])))
  CHECK ((channel_basis = ANY (ARRAY['reported'::text, 'productId'::text, 'key'::text, 'name'::text, 'none'::text])))
  CHECK ((family = ANY (ARRAY['windows'::text, 'office'::text, 'other'::text])))
  CHECK ((generic_key = ANY (ARRAY['kmsClient'::text, 'install'::text, 'homeKms'::text])))
  CHECK ((key_form = ANY (ARRAY['whole'::text, 'masked'::text, 'tail'::text, 'none'::text])))
  CHECK ((learnt_from = ANY (ARRAY['agent'::text, 'file'::text])))
  CHECK ((length(key_tail) <= 5))
  PRIMARY KEY (unit_id, device_id, licence_key)
  CREATE INDEX reconciliation_activation_host ON public.reconciliation_activation USING btree (unit_id, device_id) WHERE (kms_host <> ''::text)
  CREATE INDEX reconciliation_activation_mark ON public.reconciliation_activation USING btree (key_mark) WHERE (key_mark IS NOT NULL)
  CREATE INDEX reconciliation_activation_print ON public.reconciliation_activation USING btree (unit_id, key_print) WHERE (key_print IS NOT NULL)
  CREATE INDEX reconciliation_activation_software ON public.reconciliation_activation USING btree (unit_id, software_id) WHERE (software_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_allocation_component
  unit_id uuid not null
  id text not null
  proof text not null
  levels jsonb not null
  devices integer not null
  installs integer not null
  software_ids uuid[] not null
  worth jsonb not null
  certificate jsonb not null
  yesterday jsonb not null default '[]'::jsonb
  solved_at timestamp with time zone not null
  CHECK ((proof = ANY (ARRAY['proven'::text, 'tree'::text, 'gap'::text, 'heuristic'::text])))
  PRIMARY KEY (unit_id, id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_allocation_lock
  unit_id uuid not null
  id uuid not null
  software_id uuid not null
  carrier_kind text not null
  carrier_id uuid not null
  reason text not null
  locked_at timestamp with time zone not null
  locked_by text not null
  released_at timestamp with time zone
  released_by text
  CHECK (((released_at IS NULL) = (released_by IS NULL)))
  CHECK ((carrier_kind = ANY (ARRAY['device'::text, 'user'::text])))
  PRIMARY KEY (unit_id, id)
  CREATE UNIQUE INDEX reconciliation_allocation_lock_active ON public.reconciliation_allocation_lock USING btree (unit_id, software_id, carrier_id) WHERE (released_at IS NULL)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_allocation_run
  unit_id uuid not null
  id uuid not null
  day date not null
  scope text not null
  state text not null
  started_at timestamp with time zone not null
  started_by text not null
  finished_at timestamp with time zone
  figures jsonb not null default '{}'::jsonb
  CHECK ((scope = ANY (ARRAY['all'::text, 'touched'::text])))
  CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'failed'::text])))
  PRIMARY KEY (unit_id, id)
  CREATE INDEX reconciliation_allocation_run_latest ON public.reconciliation_allocation_run USING btree (unit_id, started_at DESC)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_allocation_seat
  unit_id uuid not null
  software_id uuid not null
  carrier_id text not null
  component_id text not null
  PRIMARY KEY (unit_id, software_id, carrier_id)
  CREATE INDEX reconciliation_allocation_seat_component ON public.reconciliation_allocation_seat USING btree (unit_id, component_id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_allocation_state
  unit_id uuid not null
  revision bigint not null default 1
  done_revision bigint not null default 0
  changed_at timestamp with time zone not null default now()
  weights jsonb not null default '{}'::jsonb
  weights_revision integer not null default 0
  queued_at timestamp with time zone
  finished_at timestamp with time zone
  took_ms integer not null default 0
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_boundary
  unit_id uuid not null
  software_id uuid not null
  installed_on date not null
  entry_no bigint not null
  PRIMARY KEY (unit_id, software_id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_finding
  unit_id uuid not null
  id uuid not null
  fingerprint text not null
  kind text not null
  state text not null
  present boolean not null
  device_id uuid
  software_id uuid
  product_id text
  software_name text not null
  software_version text not null
  publisher text not null
  category text not null
  evidence jsonb not null
  first_seen_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  resolved_at timestamp with time zone
  decision jsonb
  CHECK ((state = ANY (ARRAY['open'::text, 'ordered'::text, 'case'::text, 'accepted'::text, 'resolved'::text])))
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, fingerprint)
  CREATE INDEX reconciliation_finding_device ON public.reconciliation_finding USING btree (unit_id, device_id)
  CREATE INDEX reconciliation_finding_kind ON public.reconciliation_finding USING btree (unit_id, state, kind, first_seen_at, id)
  CREATE INDEX reconciliation_finding_software ON public.reconciliation_finding USING btree (unit_id, software_id) WHERE (software_id IS NOT NULL)
  CREATE INDEX reconciliation_finding_state ON public.reconciliation_finding USING btree (unit_id, state, first_seen_at, id)
  CREATE INDEX reconciliation_finding_unsettled ON public.reconciliation_finding USING btree (unit_id, first_seen_at, id) WHERE (state = ANY (ARRAY['open'::text, 'ordered'::text, 'case'::text]))
  zhengce_app may select, insert, update, delete, truncate

reconciliation_install
  unit_id uuid not null
  device_id uuid not null
  install_key text not null
  product_id text not null
  product_name text not null
  publisher text not null
  edition text not null
  version text not null
  kind text not null
  category text not null
  observed boolean not null
  recorded uuid[] not null
  weight integer not null
  component_id text
  covered_by uuid
  carrier_id text
  obstacles jsonb not null default '[]'::jsonb
  CHECK ((weight >= 1))
  PRIMARY KEY (unit_id, device_id, install_key)
  CREATE INDEX reconciliation_install_component ON public.reconciliation_install USING btree (unit_id, component_id)
  CREATE INDEX reconciliation_install_cover ON public.reconciliation_install USING btree (unit_id, covered_by) WHERE (covered_by IS NOT NULL)
  CREATE INDEX reconciliation_install_product ON public.reconciliation_install USING btree (unit_id, product_id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_kms_host
  unit_id uuid not null
  id uuid not null
  host text not null
  note text not null
  added_by text not null
  added_at timestamp with time zone not null
  removed_by text
  removed_at timestamp with time zone
  CHECK (((removed_by IS NULL) = (removed_at IS NULL)))
  PRIMARY KEY (unit_id, id)
  CREATE UNIQUE INDEX reconciliation_kms_host_active ON public.reconciliation_kms_host USING btree (unit_id, host) WHERE (removed_at IS NULL)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_match_number
  unit_id uuid not null
  software_id uuid not null
  product_key text not null
  register bigint not null
  seen bigint not null
  over bigint not null
  CHECK (((LEAST(seen, over) >= 0) AND (GREATEST(seen, over) <= register)))
  PRIMARY KEY (unit_id, software_id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_match_product
  unit_id uuid not null
  product_key text not null
  product_name text not null
  category text not null
  kind text not null
  seen bigint not null
  seen_only bigint not null
  recorded_only bigint not null
  unverified bigint not null
  doubled bigint not null
  register bigint not null
  over bigint not null
  not_entitled bigint not null
  undecided bigint not null
  CHECK (((((seen - seen_only) + recorded_only) + doubled) = register))
  CHECK ((LEAST(seen, seen_only, recorded_only, unverified, doubled, register, over, not_entitled, undecided) >= 0))
  PRIMARY KEY (unit_id, product_key)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_offer
  unit_id uuid not null
  id uuid not null
  product_id text not null
  product_name text not null
  version text not null
  edition text not null
  category text not null
  origin text not null
  parts jsonb not null
  replaces jsonb not null
  usable_versions jsonb not null
  editions text[]
  metric text not null
  pack_size integer not null
  pack_price_fen bigint not null
  term_years integer
  maintenance_fen bigint not null
  upgrades jsonb
  minimum_cores integer not null
  concurrent_percent integer not null
  department_ids uuid[]
  min_packs integer not null
  max_packs integer
  valid_until date
  supplier text not null
  source text not null
  remark text not null
  withdrawn boolean not null
  revision integer not null
  changed_at timestamp with time zone not null
  changed_by text not null
  CHECK (((concurrent_percent >= 1) AND (concurrent_percent <= 100)))
  CHECK (((minimum_cores >= 1) AND (minimum_cores <= 10000)))
  CHECK (((term_years >= 1) AND (term_years <= 99)))
  CHECK ((maintenance_fen >= 0))
  CHECK ((max_packs >= 1))
  CHECK ((metric = ANY (ARRAY['device'::text, 'user'::text, 'core'::text, 'concurrent'::text, 'site'::text])))
  CHECK ((min_packs >= 0))
  CHECK ((origin = ANY (ARRAY['domestic'::text, 'foreign'::text])))
  CHECK ((pack_price_fen >= 1))
  CHECK ((pack_size >= 1))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX reconciliation_offer_name ON public.reconciliation_offer USING btree (unit_id, product_name, id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_position
  unit_id uuid not null
  device_id uuid not null
  category text not null
  installed boolean not null
  genuine boolean not null
  rank smallint
  CHECK (((rank >= 0) AND (rank <= 2)))
  CHECK ((category = ANY (ARRAY['operatingSystem'::text, 'office'::text, 'antivirus'::text])))
  CHECK ((installed OR (NOT genuine)))
  PRIMARY KEY (unit_id, device_id, category)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_posting_rule
  unit_id uuid not null
  id uuid not null
  name text not null
  condition jsonb not null
  state text not null
  reason text not null
  proposed_by_id text not null
  proposed_by text not null
  proposed_at timestamp with time zone not null
  decided_by_id text
  decided_by text
  decided_at timestamp with time zone
  opinion text
  posted bigint not null default 0
  CHECK (((decided_by_id IS NULL) OR (state = 'retired'::text) OR (decided_by_id <> proposed_by_id)))
  CHECK (((state <> ALL (ARRAY['approved'::text, 'rejected'::text])) OR (decided_by IS NOT NULL)))
  CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text, 'retired'::text])))
  PRIMARY KEY (unit_id, id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_purchase_advice
  unit_id uuid not null
  id uuid not null
  plan_year integer not null
  state text not null
  job_id uuid
  input jsonb not null
  started_at timestamp with time zone not null
  started_by text not null
  finished_at timestamp with time zone
  figures jsonb
  result jsonb
  problem jsonb
  answer jsonb
  plan_id uuid
  CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text, 'failed'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX reconciliation_purchase_advice_latest ON public.reconciliation_purchase_advice USING btree (unit_id, started_at DESC, id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_tie_difference
  unit_id uuid not null
  position integer not null
  kind text not null
  device_id uuid
  software_id uuid
  software_name text not null
  register_text text not null
  seen_text text not null
  line_id uuid
  recorded boolean not null default false
  CHECK ((kind = ANY (ARRAY['onlyRegister'::text, 'onlySeen'::text, 'version'::text, 'computerNotSeen'::text, 'count'::text])))
  PRIMARY KEY (unit_id, "position")
  zhengce_app may select, insert, update, delete, truncate

reconciliation_tie_out
  unit_id uuid not null
  made_at timestamp with time zone not null
  made_by text not null
  computers integer not null
  register_lines integer not null
  counts jsonb not null
  PRIMARY KEY (unit_id)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_todo
  unit_id uuid not null
  device_id uuid not null
  queued_at timestamp with time zone not null
  PRIMARY KEY (unit_id, device_id)
  CREATE INDEX reconciliation_todo_age ON public.reconciliation_todo USING btree (unit_id, queued_at)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_verdict
  unit_id uuid not null
  id uuid not null
  device_id uuid not null
  install_key text not null
  product_key text not null
  product_name text not null
  publisher text not null
  edition text not null
  version text not null
  kind text not null
  category text not null
  rank smallint not null
  observed boolean not null
  recorded uuid[] not null
  beyond uuid[] not null
  software_id uuid
  missing text[] not null
  reasons text[] not null
  chain text not null
  entry_no bigint
  source_id uuid
  due_on date
  digest text not null
  judged_at timestamp with time zone not null
  CHECK (((rank < 2) OR ((cardinality(missing) = 0) AND (cardinality(reasons) = 0))))
  CHECK (((rank >= 0) AND (rank <= 2)))
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, device_id, install_key)
  CREATE INDEX reconciliation_verdict_category ON public.reconciliation_verdict USING btree (unit_id, category, rank, id)
  CREATE INDEX reconciliation_verdict_due ON public.reconciliation_verdict USING btree (unit_id, due_on) WHERE (due_on IS NOT NULL)
  CREATE INDEX reconciliation_verdict_judged ON public.reconciliation_verdict USING btree (unit_id, judged_at, id)
  CREATE INDEX reconciliation_verdict_long_ago ON public.reconciliation_verdict USING btree (unit_id, device_id) WHERE (observed AND ('observation'::text = ANY (missing)))
  CREATE INDEX reconciliation_verdict_name ON public.reconciliation_verdict USING btree (unit_id, product_name COLLATE "zh-x-icu", id)
  CREATE INDEX reconciliation_verdict_product ON public.reconciliation_verdict USING btree (unit_id, product_key, rank, id)
  CREATE INDEX reconciliation_verdict_rank ON public.reconciliation_verdict USING btree (unit_id, rank, id)
  CREATE INDEX reconciliation_verdict_software ON public.reconciliation_verdict USING btree (unit_id, software_id) WHERE (software_id IS NOT NULL)
  zhengce_app may select, insert, update, delete, truncate

reconciliation_verdict_total
  unit_id uuid not null
  product_name text not null
  category text not null
  rank smallint not null
  installs bigint not null
  lacks_contract bigint not null
  lacks_number bigint not null
  lacks_right bigint not null
  lacks_allocation bigint not null
  lacks_register bigint not null
  lacks_observation bigint not null
  lacks_device bigint not null
  CHECK (((rank >= 0) AND (rank <= 2)))
  CHECK ((GREATEST(lacks_contract, lacks_number, lacks_right, lacks_allocation, lacks_register, lacks_observation, lacks_device) <= installs))
  CHECK ((LEAST(lacks_contract, lacks_number, lacks_right, lacks_allocation, lacks_register, lacks_observation, lacks_device) >= 0))
  CHECK ((installs > 0))
  PRIMARY KEY (unit_id, product_name, category, rank)
  zhengce_app may select, insert, update, delete, truncate

reporting_batch
  unit_id uuid not null
  id uuid not null
  kind text not null
  period_from date not null
  period_to date not null
  formats text[] not null
  job_id uuid
  outcome jsonb
  created_at timestamp with time zone not null
  created_by_id text not null
  created_by text not null
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX reporting_batch_own ON public.reporting_batch USING btree (unit_id, created_by_id, created_at DESC)
  zhengce_app may select, insert, update, delete, truncate

reporting_closing
  unit_id uuid not null
  id uuid not null
  period text not null
  as_of date not null
  state text not null
  figures jsonb
  differences jsonb
  changes jsonb
  files jsonb not null default '[]'::jsonb
  review_note text not null default ''::text
  signature_id uuid
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK ((period ~ '^\d{4}H[12]$'::text))
  CHECK ((state = ANY (ARRAY['generating'::text, 'generated'::text, 'reviewed'::text, 'signed'::text, 'discarded'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE UNIQUE INDEX reporting_closing_one ON public.reporting_closing USING btree (unit_id, period) WHERE (state <> 'discarded'::text)
  zhengce_app may select, insert, update, delete, truncate

reporting_layout
  unit_id uuid not null
  form text not null
  change jsonb not null
  revision integer not null default 1
  changed_at timestamp with time zone not null
  changed_by text not null
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, form)
  zhengce_app may select, insert, update, delete, truncate

reporting_pack
  unit_id uuid not null
  id uuid not null
  period_from date not null
  period_to date not null
  base text not null
  job_id uuid
  outcome jsonb
  created_at timestamp with time zone not null
  created_by_id text not null
  created_by text not null
  CHECK ((period_from <= period_to))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX reporting_pack_latest ON public.reporting_pack USING btree (unit_id, created_at DESC)
  zhengce_app may select, insert, update, delete, truncate

reporting_policy
  unit_id uuid not null
  id uuid not null
  name text not null
  document_no text not null
  issued_on date not null
  revised_on date
  repealed_on date
  CHECK (((repealed_on IS NULL) OR (repealed_on >= COALESCE(revised_on, issued_on))))
  CHECK (((revised_on IS NULL) OR (revised_on >= issued_on)))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  CREATE UNIQUE INDEX reporting_policy_name ON public.reporting_policy USING btree (unit_id, name) WHERE (repealed_on IS NULL)
  zhengce_app may select, insert, update, delete, truncate

reporting_print
  unit_id uuid not null
  id uuid not null
  code text not null
  format text not null
  printed_at timestamp with time zone not null
  printed_by_id text not null
  printed_by text not null
  CHECK ((format = ANY (ARRAY['docx'::text, 'pdf'::text, 'paper'::text])))
  FOREIGN KEY (unit_id, code) REFERENCES reporting_print_version(unit_id, code)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX reporting_print_by ON public.reporting_print USING btree (unit_id, printed_by_id, id)
  CREATE INDEX reporting_print_of ON public.reporting_print USING btree (unit_id, code, id)
  zhengce_app may select, insert

reporting_print_scan
  unit_id uuid not null
  id uuid not null
  code text not null
  file_id uuid not null
  file_name text not null
  file_size bigint not null
  sha256 text not null
  uploaded_at timestamp with time zone not null
  uploaded_by text not null
  replaced_at timestamp with time zone
  replaced_by text
  CHECK (((replaced_at IS NULL) = (replaced_by IS NULL)))
  FOREIGN KEY (unit_id, code) REFERENCES reporting_print_version(unit_id, code)
  PRIMARY KEY (unit_id, id)
  CREATE INDEX reporting_print_scan_of ON public.reporting_print_scan USING btree (unit_id, code, id)
  CREATE UNIQUE INDEX reporting_print_scan_one ON public.reporting_print_scan USING btree (unit_id, code) WHERE (replaced_at IS NULL)
  zhengce_app may select, insert, update, delete, truncate

reporting_print_version
  unit_id uuid not null
  code text not null
  digest text not null
  kind text not null
  record text not null
  name text not null
  query jsonb not null
  reach text not null
  content bytea not null
  made_at timestamp with time zone not null
  CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'::text))
  CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, code)
  CREATE INDEX reporting_print_version_record ON public.reporting_print_version USING btree (unit_id, kind, record, made_at)
  zhengce_app may select, insert

reporting_statistics
  unit_id uuid not null
  id uuid not null
  year integer not null
  state text not null
  typed jsonb not null default '{}'::jsonb
  frozen jsonb
  writers text[] not null
  prepared_by text not null
  preparer_phone text not null
  prepared_on date not null
  confirmed_by text
  confirmed_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((state = 'confirmed'::text) = (confirmed_on IS NOT NULL)))
  CHECK (((state = ANY (ARRAY['submitted'::text, 'confirmed'::text])) = (frozen IS NOT NULL)))
  CHECK (((year >= 2000) AND (year <= 2100)))
  CHECK ((state = ANY (ARRAY['drafted'::text, 'submitted'::text, 'returned'::text, 'confirmed'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, year)
  zhengce_app may select, insert, update, delete, truncate

reporting_summary
  unit_id uuid not null
  id uuid not null
  year integer not null
  state text not null
  writers text[] not null
  approved_by text
  approved_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((state = 'approved'::text) = (approved_on IS NOT NULL)))
  CHECK (((year >= 2000) AND (year <= 2100)))
  CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'approved'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, year)
  zhengce_app may select, insert, update, delete, truncate

reporting_summary_section
  unit_id uuid not null
  summary_id uuid not null
  section text not null
  words text not null
  revision integer not null
  edited_by text
  changed_at timestamp with time zone not null
  CHECK ((section = ANY (ARRAY['responsibility'::text, 'purchase'::text, 'usage'::text, 'inspection'::text, 'training'::text, 'problems'::text, 'next'::text])))
  FOREIGN KEY (unit_id, summary_id) REFERENCES reporting_summary(unit_id, id)
  PRIMARY KEY (unit_id, summary_id, section)
  zhengce_app may select, insert, update, delete, truncate

responsibility_case
  unit_id uuid not null
  id uuid not null
  case_no text not null
  title text not null
  person_id uuid
  person_name text not null default ''::text
  department_id uuid
  department_name text not null default ''::text
  facts text not null
  rules text[] not null
  pirated boolean not null default false
  state text not null
  opened_by_id text not null
  opened_by text not null
  statement_due_on date
  statement text not null default ''::text
  statement_file_id uuid
  response text not null default ''::text
  proposal jsonb not null default '[]'::jsonb
  decided_on date
  appeal text not null default ''::text
  appealed_on date
  rectification text not null default ''::text
  rectify_by date
  rectified_note text not null default ''::text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((person_id IS NOT NULL) OR (department_id IS NOT NULL)))
  CHECK ((state = ANY (ARRAY['opened'::text, 'statementRequested'::text, 'statementGiven'::text, 'proposed'::text, 'decided'::text, 'appealed'::text, 'rectifying'::text, 'closed'::text, 'dismissed'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  FOREIGN KEY (unit_id, department_id) REFERENCES organisation_department(unit_id, id)
  FOREIGN KEY (unit_id, person_id) REFERENCES organisation_person(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, case_no)
  CREATE INDEX responsibility_case_department ON public.responsibility_case USING btree (unit_id, department_id)
  CREATE INDEX responsibility_case_person ON public.responsibility_case USING btree (unit_id, person_id) WHERE (person_id IS NOT NULL)
  CREATE INDEX responsibility_case_state ON public.responsibility_case USING btree (unit_id, state, id)
  zhengce_app may select, insert, update, delete, truncate

responsibility_case_file
  unit_id uuid not null
  case_id uuid not null
  file_id uuid not null
  title text not null
  added_by text not null
  added_at timestamp with time zone not null
  FOREIGN KEY (unit_id, case_id) REFERENCES responsibility_case(unit_id, id)
  PRIMARY KEY (unit_id, case_id, file_id)
  zhengce_app may select, insert, update, delete, truncate

responsibility_case_finding
  unit_id uuid not null
  case_id uuid not null
  finding_id uuid not null
  snapshot jsonb not null
  FOREIGN KEY (unit_id, case_id) REFERENCES responsibility_case(unit_id, id)
  PRIMARY KEY (unit_id, case_id, finding_id)
  CREATE INDEX responsibility_case_finding_finding ON public.responsibility_case_finding USING btree (unit_id, finding_id)
  zhengce_app may select, insert, update, delete, truncate

responsibility_committee
  unit_id uuid not null
  id uuid not null
  version_no integer not null
  members jsonb not null
  state text not null
  effective_from date
  effective_to date
  submitted_by_id text
  document_no text
  document_on date
  document_file_id uuid
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK (((effective_to IS NULL) OR (effective_to >= effective_from)))
  CHECK (((state <> ALL (ARRAY['inForce'::text, 'superseded'::text])) OR (effective_from IS NOT NULL)))
  CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'inForce'::text, 'superseded'::text, 'discarded'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, version_no)
  CREATE UNIQUE INDEX responsibility_committee_one ON public.responsibility_committee USING btree (unit_id) WHERE (state = 'inForce'::text)
  CREATE UNIQUE INDEX responsibility_committee_open ON public.responsibility_committee USING btree (unit_id) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text]))
  zhengce_app may select, insert, update, delete, truncate

responsibility_consequence
  unit_id uuid not null
  case_id uuid not null
  line_no integer not null
  subject text not null
  person_id uuid
  department_id uuid
  subject_name text not null
  kind text not null
  year integer not null
  note text not null default ''::text
  CHECK ((kind = ANY (ARRAY['noAward'::text, 'bonusCut'::text, 'other'::text])))
  CHECK ((subject = ANY (ARRAY['person'::text, 'department'::text])))
  FOREIGN KEY (unit_id, case_id) REFERENCES responsibility_case(unit_id, id)
  PRIMARY KEY (unit_id, case_id, line_no)
  CREATE INDEX responsibility_consequence_year ON public.responsibility_consequence USING btree (unit_id, year, kind)
  zhengce_app may select, insert, update, delete, truncate

responsibility_pledge
  unit_id uuid not null
  id uuid not null
  person_id uuid not null
  person_name text not null
  department_name text not null
  text_version integer not null
  signature_id uuid not null
  signed_on date not null
  created_at timestamp with time zone not null
  CHECK ((text_version >= 1))
  FOREIGN KEY (unit_id, person_id) REFERENCES organisation_person(unit_id, id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, person_id, text_version)
  CREATE INDEX responsibility_pledge_version ON public.responsibility_pledge USING btree (unit_id, text_version)
  zhengce_app may select, insert

responsibility_pledge_campaign
  unit_id uuid not null
  id uuid not null
  campaign_no text not null
  title text not null
  text_version integer not null
  department_ids uuid[] not null default '{}'::uuid[]
  due_on date
  state text not null
  reminded_on date
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'cancelled'::text])))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, id)
  UNIQUE (unit_id, campaign_no)
  CREATE INDEX responsibility_pledge_campaign_state ON public.responsibility_pledge_campaign USING btree (unit_id, state, id)
  zhengce_app may select, insert, update, delete, truncate

responsibility_pledge_text
  unit_id uuid not null
  version integer not null
  text text not null
  reason text not null
  issued_on date not null
  issued_by text not null
  CHECK ((version > 1))
  FOREIGN KEY (unit_id) REFERENCES organisation_unit(id)
  PRIMARY KEY (unit_id, version)
  zhengce_app may select, insert, update, delete, truncate
