/**
 * Linear and integer programmes over HiGHS (WebAssembly): computing only, no I/O. One thread, a fixed seed and limits
 * counted in work rather than time, so that equal models give equal answers. `optimal`, `bound` and `value` are what
 * a floating-point solver says: whoever needs a proof checks it in integers.
 */
import loadHighs, { type Highs, type Model as Native } from 'highs';

type Numbers = Float64Array | readonly number[];
export type Sense = 'min' | 'max';

/** Columns and rows; ±Infinity for an open side. The matrix is row by row: row i is `starts[i]` to `starts[i + 1]`. */
export type LinearModel = {
  sense: Sense;
  cost: Numbers;
  lower: Numbers;
  upper: Numbers;
  /** 1 = whole numbers only; left out = all continuous. */
  integer?: Int32Array | readonly (0 | 1)[] | undefined;
  rowLower: Numbers;
  rowUpper: Numbers;
  starts: Int32Array | readonly number[];
  indices: Int32Array | readonly number[];
  values: Numbers;
};

export type SolveOptions = {
  /** Simplex iterations of a linear programme, LP iterations are not limited inside a branch and bound. */
  iterations?: number;
  /** Nodes of a branch and bound. */
  nodes?: number;
  /** Nodes without a better solution after which to give up. */
  stallNodes?: number;
  /** Wall time: breaks reproducibility, so only as the last resort against a run that never ends. */
  seconds?: number;
  /** Stop when value and bound differ by no more; below 1 where all values are whole numbers. */
  absoluteGap?: number;
  relativeGap?: number;
  method?: 'choose' | 'simplex' | 'ipm' | 'pdlp';
  presolve?: boolean;
  /** A complete solution to start from (integer programmes). */
  start?: Numbers;
  /** Asked now and then inside a long solve; true ends it with status `limit`. */
  stop?: () => boolean;
};

/**
 * `optimal`, `infeasible`, `unbounded` (or infeasible) as claimed; `limit`: stopped early, with a solution if `columns`
 * is there; `failed`: the solver gave up, `problem` says how.
 */
export type SolveStatus = 'optimal' | 'infeasible' | 'unbounded' | 'limit' | 'failed';

export type Solution = {
  status: SolveStatus;
  /** Objective of `columns`; undefined without a solution. */
  value: number | undefined;
  /** Nobody does better, says the solver; undefined when it says nothing. */
  bound: number | undefined;
  columns: Float64Array | undefined;
  /** Change of the objective per unit of the row's binding side, and reduced costs; linear programmes only. */
  rowDuals: Float64Array | undefined;
  reducedCosts: Float64Array | undefined;
  nodes: number;
  iterations: number;
  problem: string | undefined;
};

/** A model kept in the solver: changed and solved again from its last basis. `close()` it, whatever happens. */
export type OpenModel = {
  solve(options?: SolveOptions): Solution;
  setCosts(columns: readonly number[] | Int32Array, costs: Numbers): void;
  setColumnBounds(columns: readonly number[] | Int32Array, lower: Numbers, upper: Numbers): void;
  setRowBounds(rows: readonly number[] | Int32Array, lower: Numbers, upper: Numbers): void;
  addRow(
    lower: number,
    upper: number,
    indices: readonly number[] | Int32Array,
    values: Numbers,
  ): void;
  setSense(sense: Sense): void;
  setInteger(columns: readonly number[] | Int32Array, integer: boolean): void;
  basis(): { columns: Int32Array; rows: Int32Array };
  setBasis(basis: { columns: Int32Array; rows: Int32Array }): void;
  close(): void;
};

export type Solver = {
  /** Solves one model and forgets it. Never throws: what goes wrong is status `failed`. */
  solve(model: LinearModel, options?: SolveOptions): Solution;
  /** Throws where the model is malformed. */
  open(model: LinearModel): OpenModel;
  /** Bytes the WebAssembly heap has grown to; it never shrinks. */
  memoryBytes(): number;
};

let loading: Promise<Solver> | undefined;

/** The process's one solver. Solving blocks the thread: use it in a worker for anything large. */
export function loadSolver(): Promise<Solver> {
  loading ??= start();
  return loading;
}

async function start(): Promise<Solver> {
  // The package's types describe its CommonJS form; as a module its default is the loader itself.
  const highs = await (loadHighs as unknown as typeof loadHighs.default)();
  return {
    solve: (model, options) => {
      try {
        const opened = openModel(highs, model);
        try {
          return opened.solve(options);
        } finally {
          opened.close();
        }
      } catch (error) {
        return failure(error);
      }
    },
    open: (model) => openModel(highs, model),
    memoryBytes: () => highs.memoryBytes,
  };
}

/** A crash inside WebAssembly leaves the heap unusable: the next caller gets a new one. */
function failure(error: unknown): Solution {
  if (error instanceof Error && error.name === 'RuntimeError') loading = undefined;
  const problem = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  return { ...NOTHING, status: 'failed', problem };
}

const NOTHING: Omit<Solution, 'status'> = {
  value: undefined,
  bound: undefined,
  columns: undefined,
  rowDuals: undefined,
  reducedCosts: undefined,
  nodes: 0,
  iterations: 0,
  problem: undefined,
};

/** HiGHS has no answer to a model without columns. */
function withoutColumns({ rowLower, rowUpper }: LinearModel): Solution {
  const possible = [...rowLower].every((low, row) => low <= 0 && rowUpper[row]! >= 0);
  if (!possible) return { ...NOTHING, status: 'infeasible' };
  const rowDuals = new Float64Array(rowLower.length);
  const none = new Float64Array(0);
  const found = { columns: none, reducedCosts: none, rowDuals };
  return { ...NOTHING, ...found, status: 'optimal', value: 0, bound: 0 };
}

function openModel(highs: Highs, model: LinearModel): OpenModel {
  const columns = model.cost.length;
  const rows = model.rowLower.length;
  const sense = highs.constants.objectiveSense;
  const integer = Int32Array.from(model.integer ?? new Int32Array(columns));
  const native = highs.createModel({
    numCols: columns,
    numRows: rows,
    sense: model.sense === 'max' ? sense.maximize : sense.minimize,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows: rows,
      numCols: columns,
      starts: model.starts,
      indices: model.indices,
      values: model.values,
    },
    ...(integer.includes(1) ? { integrality: integer } : {}),
  });
  const types = highs.constants.variableType;
  return {
    solve: (options = {}) => {
      try {
        if (columns === 0) return withoutColumns(model);
        return run(highs, native, integer.includes(1), options);
      } catch (error) {
        return failure(error);
      }
    },
    setCosts: (which, costs) => void native.changeColsCost(picked(which), costs),
    setColumnBounds: (which, lower, upper) =>
      void native.changeColsBounds(picked(which), lower, upper),
    setRowBounds: (which, lower, upper) =>
      void native.changeRowsBounds(picked(which), lower, upper),
    addRow: (lower, upper, indices, values) =>
      void native.addRow(lower, upper, { indices, values }),
    setSense: (to) =>
      void native.changeObjectiveSense(to === 'max' ? sense.maximize : sense.minimize),
    setInteger: (which, whole) => {
      for (const column of which) integer[column] = whole ? 1 : 0;
      const type = whole ? types.integer : types.continuous;
      native.changeColsIntegrality(picked(which), new Int32Array(which.length).fill(type));
    },
    basis: () => {
      const { colStatus, rowStatus } = native.getBasis();
      return { columns: colStatus, rows: rowStatus };
    },
    setBasis: (basis) => void native.setBasis({ colStatus: basis.columns, rowStatus: basis.rows }),
    close: () => {
      try {
        native.dispose();
      } catch {
        // After a crash inside there is nothing left to give back.
      }
    },
  };
}

function picked(indices: readonly number[] | Int32Array) {
  return { kind: 'set', indices } as const;
}

function run(highs: Highs, native: Native, whole: boolean, options: SolveOptions): Solution {
  native.options.reset();
  native.options.set(settings(options));
  if (options.start) native.setSolution({ colValue: options.start });
  const { stop } = options;
  const ask = (event: { interrupt(): void }): undefined => {
    if (stop?.()) event.interrupt();
  };
  const { simplexInterrupt, ipmInterrupt, mipInterrupt } = highs.constants.callbackType;
  const channels = { [simplexInterrupt]: ask, [ipmInterrupt]: ask, [mipInterrupt]: ask };
  native.run(stop ? channels : undefined);
  const status = statusOf(highs, native.getModelStatus());
  const { feasible } = highs.constants.solutionStatus;
  const info = (name: string) => Number(native.info.get(name));
  const solved =
    status === 'optimal' || (status === 'limit' && info('primal_solution_status') === feasible);
  const solution = solved ? native.getSolution() : undefined;
  const value = solved ? finite(native.getObjectiveValue()) : undefined;
  const duals = !whole && solution && info('dual_solution_status') === feasible;
  return {
    status: solved && value === undefined ? 'failed' : status,
    value,
    bound: whole ? finite(info('mip_dual_bound')) : status === 'optimal' ? value : undefined,
    columns: solution?.colValue,
    rowDuals: duals ? solution.rowDual : undefined,
    reducedCosts: duals ? solution.colDual : undefined,
    nodes: whole ? Math.max(0, info('mip_node_count')) : 0,
    iterations: info('simplex_iteration_count'),
    problem: status === 'failed' ? `model status ${native.getModelStatus()}` : undefined,
  };
}

function settings(options: SolveOptions): Record<string, boolean | number | string> {
  return {
    output_flag: false,
    random_seed: 0,
    mip_rel_gap: options.relativeGap ?? 0,
    mip_abs_gap: options.absoluteGap ?? 1e-6,
    ...(options.iterations === undefined ? {} : { simplex_iteration_limit: options.iterations }),
    ...(options.nodes === undefined ? {} : { mip_max_nodes: options.nodes }),
    ...(options.stallNodes === undefined ? {} : { mip_max_stall_nodes: options.stallNodes }),
    ...(options.seconds === undefined ? {} : { time_limit: options.seconds }),
    ...(options.method === undefined ? {} : { solver: options.method }),
    ...(options.presolve === undefined ? {} : { presolve: options.presolve ? 'on' : 'off' }),
  };
}

function statusOf(highs: Highs, code: number): SolveStatus {
  const known = highs.constants.modelStatus;
  if (code === known.optimal || code === known.empty) return 'optimal';
  if (code === known.infeasible) return 'infeasible';
  if (code === known.unbounded || code === known.unboundedOrInfeasible) return 'unbounded';
  const limits: number[] = [
    known.objectiveBound,
    known.objectiveTarget,
    known.timeLimit,
    known.iterationLimit,
    known.solutionLimit,
    known.interrupted,
  ];
  return limits.includes(code) ? 'limit' : 'failed';
}

const finite = (value: number) => (Math.abs(value) < 1e30 ? value : undefined);

/** Collects a model column by column, row by row. */
export function modelBuilder(sense: Sense) {
  const cost: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const integer: (0 | 1)[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const starts: number[] = [0];
  const indices: number[] = [];
  const values: number[] = [];
  return {
    /** Its index. */
    column(column: { cost: number; lower?: number; upper?: number; integer?: boolean }): number {
      cost.push(column.cost);
      lower.push(column.lower ?? 0);
      upper.push(column.upper ?? Infinity);
      integer.push(column.integer ? 1 : 0);
      return cost.length - 1;
    },
    /** Its index; a column may stand in the entries once. */
    row(low: number, high: number, entries: Iterable<readonly [number, number]>): number {
      for (const [column, value] of entries) {
        indices.push(column);
        values.push(value);
      }
      starts.push(indices.length);
      rowLower.push(low);
      rowUpper.push(high);
      return rowLower.length - 1;
    },
    model(): LinearModel {
      return { sense, cost, lower, upper, integer, rowLower, rowUpper, starts, indices, values };
    },
  };
}
