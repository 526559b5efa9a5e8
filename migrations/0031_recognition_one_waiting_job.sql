-- When a job that will make the matches anew was queued and has not begun: changes made meanwhile need no second one.
alter table recognition_state add column job_queued_at timestamptz;
