-- Notices go out: by e-mail, gathered per person, and to webhooks. What is to be sent follows the committed notices.

alter table platform_notice add column collected_at timestamptz;
alter table platform_notice add column mail_id uuid;
create index platform_notice_uncollected on platform_notice (unit_id, id) where collected_at is null;
create index platform_notice_mail on platform_notice (unit_id, mail_id) where mail_id is not null;

-- One mail to one person; while it waits, further notices join it: a digest instead of a flood.
create table platform_mail (
  unit_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  state text not null check (state in ('waiting', 'sent', 'failed', 'dropped')),
  due_at timestamptz not null,
  attempts integer not null default 0,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (unit_id, id)
);
create unique index platform_mail_waiting on platform_mail (unit_id, person_id) where state = 'waiting' and attempts = 0;
create index platform_mail_due on platform_mail (due_at) where state = 'waiting';
create index platform_mail_state on platform_mail (unit_id, state, id);

create table platform_notice_preference (
  unit_id uuid not null,
  person_id uuid not null,
  kind text not null,
  mode text not null check (mode in ('now', 'digest', 'daily', 'never')),
  primary key (unit_id, person_id, kind)
);

-- Address and secret are sealed: both open a group chat to whoever has them.
create table platform_webhook (
  unit_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('json', 'wecom', 'dingtalk', 'feishu')),
  url bytea not null,
  secret bytea,
  notice_kinds text[] not null,
  enabled boolean not null,
  created_at timestamptz not null,
  primary key (unit_id, id)
);

create table platform_webhook_message (
  unit_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  body jsonb not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  due_at timestamptz not null,
  attempts integer not null default 0,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (unit_id, id),
  foreign key (unit_id, webhook_id) references platform_webhook (unit_id, id) on delete cascade
);
create index platform_webhook_message_due on platform_webhook_message (due_at) where state = 'waiting';
