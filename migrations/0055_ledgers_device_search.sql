-- One folded text per computer: the list's search looks at one column instead of five, which halves its time at 20,000
-- computers (trigram indexes do not help two-character Chinese names).
alter table ledgers_device add column search_text text not null generated always as (
  lower(computer_no || E'\n' || asset_no || E'\n' || brand || E'\n' || model || E'\n' || host_name)
) stored;

-- The list's usual orders, so that a page reads as many rows as it shows.
create index organisation_person_sorted on organisation_person
  (unit_id, (name collate "zh-x-icu"), id);
