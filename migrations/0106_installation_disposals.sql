-- 软件处置 (W9; PZ-2.7, 2.8): a request for numbers of commercial software with one of the three reasons, its opinions, the
-- campaigns that uninstall them, the papers; and how a unit has it approved.

create table installation_disposal_setting (
  unit_id uuid primary key references organisation_unit (id),
  -- Whether the head of the leading group approves after the asset department.
  head_approves boolean not null,
  updated_at timestamptz not null
);

create table installation_disposal (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  disposal_no text not null,
  department_id uuid,
  department_name text not null,
  requested_by text not null,
  requested_on date not null,
  -- Accounts and persons who have asked, appraised, approved: none of them does another's part.
  requesters text[] not null,
  appraisers text[] not null default '{}',
  asset_approvers text[] not null default '{}',
  reason text not null check (reason in ('lifeReachedUnusable', 'lifeNotReachedObsolete',
    'lifeNotReachedHardwareScrapped')),
  method text not null check (method in ('scrap', 'sale', 'donation', 'transfer')),
  -- Who gets it; nobody when it is scrapped.
  recipient text not null,
  explanation text not null,
  -- Why it cannot be moved to another computer (PZ-2.7(3)).
  not_movable text not null,
  state text not null check (state in ('requested', 'returned', 'itAppraised', 'assetApproved', 'approved',
    'uninstalling', 'disposed', 'rejected', 'withdrawn')),
  approved_on date,
  disposed_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, disposal_no),
  check ((method = 'scrap') = (recipient = '')),
  check (reason <> 'lifeNotReachedHardwareScrapped' or not_movable <> ''),
  check (state not in ('approved', 'uninstalling', 'disposed') or approved_on is not null),
  check ((state = 'disposed') = (disposed_on is not null)),
  check (not requesters && appraisers),
  check (not requesters && asset_approvers),
  check (not appraisers && asset_approvers)
);
create index installation_disposal_state on installation_disposal (unit_id, state);

create table installation_disposal_software (
  unit_id uuid not null,
  disposal_id uuid not null,
  software_id uuid not null,
  position integer not null,
  -- The facts as they were judged when it was asked for; null = not known or not prescribed.
  life_from date,
  min_life_years integer,
  life_reached boolean,
  -- False once the request is rejected or withdrawn.
  open boolean not null,
  campaign_id uuid,
  primary key (unit_id, disposal_id, software_id),
  foreign key (unit_id, disposal_id) references installation_disposal (unit_id, id),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id),
  foreign key (unit_id, campaign_id) references installation_campaign (unit_id, id)
);
-- A number is in one disposal at a time, and ends in one.
create unique index installation_disposal_software_open
  on installation_disposal_software (unit_id, software_id) where open;

-- The scrapped computers of reason (3).
create table installation_disposal_device (
  unit_id uuid not null,
  disposal_id uuid not null,
  device_id uuid not null,
  primary key (unit_id, disposal_id, device_id),
  foreign key (unit_id, disposal_id) references installation_disposal (unit_id, id),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id)
);

create table installation_disposal_document (
  unit_id uuid not null,
  disposal_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('evidence', 'report', 'photo', 'approval', 'other')),
  title text not null,
  file_id uuid not null,
  file_name text not null,
  file_size bigint not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (unit_id, disposal_id, id),
  foreign key (unit_id, disposal_id) references installation_disposal (unit_id, id)
);

-- The disposal that closed a number. Commercial software is closed by no other way any more; numbers closed before this
-- migration stay as they are.
alter table configuration_software add column disposal_id uuid;
alter table configuration_software add constraint configuration_software_disposal
  check (disposal_id is null or status = 'disposed');
alter table configuration_software add constraint configuration_software_disposed_by
  check (software_type <> 'commercial' or status = 'active' or disposal_id is not null) not valid;
