-- Rules taken over from another unit: one batch, with what it replaced and made, so that it can be taken back as a whole.

create table recognition_rule_import (
  unit_id uuid not null references organisation_unit (id),
  -- Also the batch of its rules.
  id uuid not null,
  from_code text not null,
  from_name text not null,
  exported_at timestamptz not null,
  on_conflict text not null check (on_conflict in ('keep', 'replace')),
  counts jsonb not null,
  -- [[rule of the batch, own rule that it replaced]]
  replaced jsonb not null,
  -- Products the batch made, as it made them.
  products jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  taken_back_at timestamptz,
  taken_back_by text,
  -- What came of taking it back.
  outcome jsonb,
  primary key (unit_id, id)
);

-- A product that came with a batch taken back: readable where something names it, found by no search.
alter table recognition_unit_product add column retired_at timestamptz;
