/** Small random problems in which every right of a licence and every trap of the model turns up. */
import type {
  Install,
  Lot,
  Metric,
  Problem,
  Seat,
} from '../src/reconciliation/allocation/rules.problem.ts';
import { device, install, lot, possibleSeats, type Random, random } from './allocation.ts';

const METRICS: Metric[] = [
  'device',
  'device',
  'device',
  'user',
  'core',
  'concurrent',
  'device',
  'site',
  'oem',
];

export function smallProblem(seed: number): Problem {
  const by = random(seed);
  const devices = Array.from({ length: 1 + by.below(4) }, (_, at) =>
    device(`d${at}`, {
      userId: by.chance(0.7) ? `u${by.below(2)}` : null,
      departmentIds: by.chance(0.5) ? ['root'] : ['root', 'east'],
      cores: 1 + by.below(4),
      portable: by.chance(0.5),
      activeIn: by.chance(0.4) ? [] : [1, 2, 3].filter(() => by.chance(0.6)),
    }),
  );
  const products = ['p', 'q', 'r'].slice(0, 1 + by.below(3));
  const installs = devices.flatMap(({ id }) =>
    products
      .filter(() => by.chance(0.75))
      .flatMap((product): Install[] => {
        const versions = by.chance(0.15) ? ['1', '2'] : [`${1 + by.below(3)}`];
        return versions.map((version) =>
          install(id, product, {
            id: `${id}.${product}.${version}`,
            version,
            edition: by.chance(0.3) ? 'pro' : '',
            weight: 1 + by.below(3),
          }),
        );
      }),
  );
  const lots = Array.from({ length: 1 + by.below(4) }, (_, at) => smallLot(`l${at}`, products, by));
  const problem = { day: '2026-11-27', devices, installs, lots, yesterday: [], locked: [] };
  const seats = possibleSeats(problem).map(({ lotId, carrierId }): Seat => ({ lotId, carrierId }));
  return {
    ...problem,
    yesterday: seats.filter(() => by.chance(0.35)),
    locked: by.chance(0.25) ? seats.filter(() => by.chance(0.2)) : [],
  };
}

function smallLot(id: string, products: string[], by: Random): Lot {
  const metric = METRICS[by.below(METRICS.length)]!;
  const suite = by.chance(0.4);
  const high = 1 + by.below(3);
  return lot(
    id,
    products.filter((_, at) => (suite ? by.chance(0.8) : at === by.below(products.length))),
    {
      usableVersions: by.chance(0.5) ? [{ from: null, to: null }] : [{ from: null, to: `${high}` }],
      downgradeVersions: by.chance(0.2) ? [{ exact: '3' }] : [],
      downgradeLetter: by.chance(0.5),
      editions: by.chance(0.15) ? ['pro'] : null,
      metric,
      quantity: by.chance(0.05) ? null : by.below(metric === 'core' ? 7 : 4),
      minimumCores: 1 + by.below(3),
      departmentIds: by.chance(0.2) ? ['east'] : null,
      deviceIds: metric === 'oem' || by.chance(0.1) ? [`d${by.below(4)}`] : null,
      validTo: by.chance(0.05) ? '2026-01-01' : null,
      secondUse: by.chance(0.4),
      unitCost: by.chance(0.5) ? 1 : 1 + by.below(9),
      acquiredOn: `202${by.below(6)}-01-01`,
    },
  );
}
