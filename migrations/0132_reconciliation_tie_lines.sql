-- A difference names the waiting line it is about, so that it can be left out where it is read; lines posted already stay
-- in the comparison. Ticks changed after a comparison make it out of date.

alter table reconciliation_tie_difference
  add column line_id uuid,
  add column recorded boolean not null default false;
alter table ledgers_opening_proposal add column chosen_at timestamptz;
