-- Half-yearly closing of forms 7, 8 and 9 (W10; TZ-1.13, TZ-2.3): files as they were handed out, and what was looked at.

create table reporting_closing (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  -- '2026H1'
  period text not null check (period ~ '^\d{4}H[12]$'),
  as_of date not null,
  state text not null check (state in ('generating', 'generated', 'reviewed', 'signed', 'discarded')),
  figures jsonb,
  -- What does not agree and what has changed since the closing before, as of the moment of generating.
  differences jsonb,
  changes jsonb,
  -- [{form, fileId, name, sha256, size}]
  files jsonb not null default '[]',
  review_note text not null default '',
  signature_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id)
);
create unique index reporting_closing_one on reporting_closing (unit_id, period) where state <> 'discarded';
