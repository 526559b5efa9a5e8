-- 岗位软件配置标准 (PZ-2.1, ZR-1.2.3(1)): what a post needs and what it may have.

create table configuration_post_standard (
  unit_id uuid not null,
  post_id uuid not null,
  line_no integer not null check (line_no > 0),
  -- Compared by folded name, so that every version and number of the software is meant.
  software_name text not null,
  name_key text not null,
  need text not null check (need in ('required', 'allowed')),
  remark text not null default '',
  primary key (unit_id, post_id, line_no),
  unique (unit_id, post_id, name_key),
  foreign key (unit_id, post_id) references organisation_post (unit_id, id)
);
