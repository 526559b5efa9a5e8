-- A training that stands in the annual plan names the task it carries out; a task taken out of the plan leaves the training as it is.

alter table daily_training
  add column plan_id uuid,
  add column plan_task_id uuid,
  add check ((plan_id is null) = (plan_task_id is null)),
  add foreign key (unit_id, plan_id, plan_task_id)
    references daily_plan_task (unit_id, plan_id, id) on delete set null (plan_id, plan_task_id);
create index daily_training_task on daily_training (unit_id, plan_id, plan_task_id)
  where plan_task_id is not null;
