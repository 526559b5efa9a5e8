-- The three-way match as running totals: a unit of 20,000 computers has two million verdicts, too many to count per look.
-- `verdicts/store.totals.ts` alone writes them, in the transaction that changes verdicts.

create table reconciliation_match_product (
  unit_id uuid not null,
  product_key text not null,
  product_name text not null,
  category text not null,
  kind text not null,
  -- As in MatchFigures (shapes.match.ts): pairs of computer and product, and installs of the register.
  seen bigint not null,
  seen_only bigint not null,
  recorded_only bigint not null,
  unverified bigint not null,
  doubled bigint not null,
  register bigint not null,
  over bigint not null,
  not_entitled bigint not null,
  -- Installs nobody has decided about yet; counted in none of the above.
  undecided bigint not null,
  primary key (unit_id, product_key),
  check (least(seen, seen_only, recorded_only, unverified, doubled, register, over, not_entitled, undecided) >= 0),
  check (seen - seen_only + recorded_only + doubled = register)
);

create table reconciliation_match_number (
  unit_id uuid not null,
  software_id uuid not null,
  product_key text not null,
  register bigint not null,
  seen bigint not null,
  over bigint not null,
  primary key (unit_id, software_id),
  check (least(seen, over) >= 0 and greatest(seen, over) <= register)
);

insert into reconciliation_match_product (unit_id, product_key, product_name, category, kind, seen, seen_only,
  recorded_only, unverified, doubled, register, over, not_entitled, undecided)
select unit_id, product_key, min(product_name), min(category), min(kind),
  count(*) filter (where counted and seen), count(*) filter (where counted and seen and numbers = 0),
  count(*) filter (where counted and not seen), count(*) filter (where counted and not seen and unverified),
  coalesce(sum(numbers - 1) filter (where counted and numbers > 1), 0),
  coalesce(sum(numbers) filter (where counted), 0), coalesce(sum(beyond) filter (where counted), 0),
  count(*) filter (where counted and not_entitled), coalesce(sum(undecided), 0)
from (
  select v.unit_id, v.device_id, v.product_key, v.counted, bool_or(v.observed) as seen,
    bool_or(v.chain like '% neverReported %') as unverified,
    bool_or(v.missing && array['number', 'right', 'allocation']
      or v.reasons && array['noLicence', 'expired', 'versionNotCovered', 'notCovered', 'personalOnly']) as not_entitled,
    coalesce(max(cardinality(v.recorded)) filter (where v.observed), 0)
      + count(*) filter (where not v.observed) as numbers,
    coalesce(max(cardinality(v.beyond)) filter (where v.observed), 0)
      + count(*) filter (where not v.observed and v.beyond <> '{}') as beyond,
    count(*) filter (where v.kind = 'unknown' and v.recorded = '{}') as undecided,
    min(v.product_name) as product_name, min(v.category) as category, min(v.kind) as kind
  from (
    select *, (kind in ('commercial', 'oem', 'free') or cardinality(recorded) > 0)
      and not 'risk' = any(reasons) as counted
    from reconciliation_verdict
  ) v group by v.unit_id, v.device_id, v.product_key, v.counted
) p group by unit_id, product_key
having bool_or(counted) or sum(undecided) > 0;

insert into reconciliation_match_number (unit_id, software_id, product_key, register, seen, over)
select unit_id, software_id, min(product_key), count(*), count(*) filter (where seen), count(*) filter (where beyond)
from (
  select v.unit_id, r.id as software_id, v.device_id, min(v.product_key) as product_key,
    bool_or(v.observed) as seen, bool_or(r.id = any(v.beyond)) as beyond
  from reconciliation_verdict v cross join lateral unnest(v.recorded) as r (id)
  where v.recorded <> '{}' group by v.unit_id, r.id, v.device_id
) i group by unit_id, software_id;
