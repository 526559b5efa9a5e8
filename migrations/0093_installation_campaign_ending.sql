-- A large campaign is closed or cancelled in parts by a job; until that is through, its state says so.

alter table installation_campaign drop constraint installation_campaign_state_check;
alter table installation_campaign add constraint installation_campaign_state_check check (state in
  ('planned', 'departmentsNotified', 'executing', 'closing', 'cancelling', 'closed', 'cancelled'));
