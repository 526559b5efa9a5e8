/**
 * `npx zhengce …`: what an operator does beside the pages. Works while the server runs (it joins its database) and
 * while it does not. Each command prints its result on standard output and ends with 0, or says in one line why not.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { addDays, isDate } from '../base/dates.ts';
import { interpolate, Refusal } from '../base/refusal.ts';
import { ledgerVerify, rebuild } from '../ledgers/index.ts';
import { WHOLE_INSTALLATION } from '../platform/auth/authenticate.ts';
import { createApiKey, resetPassword } from '../platform/auth/commands.ts';
import { newToken } from '../platform/auth/passwords.ts';
import { ROLES, type Role } from '../platform/auth/permissions.ts';
import { type CommandContext, systemContext } from '../platform/db/context.ts';
import { type Database, openDatabase } from '../platform/db/database.ts';
import { StartFailure } from '../platform/db/embedded.failure.ts';
import { joinEmbedded } from '../platform/db/embedded.ts';
import { MigrationRefused, migrate } from '../platform/db/migrate.ts';
import { PROOF_WORDS } from '../reconciliation/allocation/shapes.ts';
import { checkStored } from '../reconciliation/index.ts';
import { openCluster } from './cluster.ts';
import { directory } from './directory.ts';
import { migrationsFolder, readSettings } from './settings.ts';

type Options = Record<string, string | undefined>;
type Command = {
  /** As shown in the help, after the command's words. */
  usage: string;
  title: string;
  run(database: Database, options: Options): Promise<number>;
};

const KEY_DAYS = 365;

const COMMANDS: Record<string, Command> = {
  'api-key create': {
    usage: '--unit 单位编码 --role 角色 [--name 名称] [--expires YYYY-MM-DD]',
    title: '建立 API 密钥，只显示这一次',
    run: runCreateKey,
  },
  'account reset-password': {
    usage: '--user 用户名',
    title: '给账号一个新的初始密码，首次登录须修改',
    run: runResetPassword,
  },
  'ledger verify': {
    usage: '[--unit 单位编码]',
    title: '核验台账：编号、校验链、在册安装与流水一致',
    run: runVerify,
  },
  'ledger rebuild': {
    usage: '--unit 单位编码',
    title: '由流水重新推算在册安装和数量',
    run: runRebuild,
  },
  'allocation verify': {
    usage: '[--unit 单位编码]',
    title: '独立校验许可分配：由台账和许可重新读取数据，检查分配是否合法、证明是否成立',
    run: runCheckAllocation,
  },
};

async function runCreateKey(database: Database, options: Options): Promise<number> {
  const role = required(options, 'role', `角色，可用：${Object.keys(ROLES).join(' ')}`);
  if (!Object.hasOwn(ROLES, role)) {
    throw new StartFailure(
      `没有角色“${role}”，可用：${Object.keys(ROLES).join(' ')}`,
      `unknown role ${role}`,
    );
  }
  const expires = options.expires;
  if (expires !== undefined && !isDate(expires)) {
    throw new StartFailure(
      `--expires 的值“${expires}”不对：应为 YYYY-MM-DD`,
      '--expires must be a date',
    );
  }
  const unit = await unitOf(database, options);
  const created = await inUnit(database, unit.id, (cx) =>
    createApiKey(cx, {
      name: options.name ?? '命令行',
      role: role as Role,
      expiresOn: expires ?? addDays(cx.today, KEY_DAYS),
    }),
  );
  say(created.key);
  return 0;
}

async function runResetPassword(database: Database, options: Options): Promise<number> {
  const user = required(options, 'user', '用户名或工号');
  const accountId = await database.read(async (tx) => {
    const found = await sql<{ accountId: string }>`
      select account_id from platform_login_name where login_name = lower(${user})`.execute(tx);
    return found.rows[0]?.accountId;
  });
  if (!accountId) throw new StartFailure(`没有账号“${user}”`, `no account ${user}`);
  const password = `Zc1-${newToken().slice(0, 16)}`;
  await inUnit(database, WHOLE_INSTALLATION, (cx) => resetPassword(cx, accountId, password));
  say(password);
  return 0;
}

async function runVerify(database: Database, options: Options): Promise<number> {
  const units = options.unit
    ? [await unitOf(database, options)]
    : await database.read((tx) => directory.allUnits(tx));
  if (units.length === 0) say('还没有单位');
  let whole = true;
  for (const unit of units) {
    const report = await database.read((tx) => ledgerVerify(tx, unit.id));
    const figures = `${report.entries} 条流水，${report.openInstalls} 个在册安装`;
    say(`${unit.code} ${unit.name}：${report.ok ? '一致' : '不一致'}，${figures}`);
    for (const problem of report.problems) say(`  ${problem}`);
    whole &&= report.ok;
  }
  return whole ? 0 : 1;
}

async function runRebuild(database: Database, options: Options): Promise<number> {
  const unit = await unitOf(database, options);
  const report = await inUnit(database, unit.id, rebuild);
  say(`${unit.code} ${unit.name}：已重新推算，${report.ok ? '一致' : '仍不一致'}`);
  for (const problem of report.problems) say(`  ${problem}`);
  return report.ok ? 0 : 1;
}

async function runCheckAllocation(database: Database, options: Options): Promise<number> {
  const units = options.unit
    ? [await unitOf(database, options)]
    : await database.read((tx) => directory.allUnits(tx));
  if (units.length === 0) say('还没有单位');
  let whole = true;
  for (const unit of units) {
    const found = await database.read((tx) => checkStored(systemContext(tx, unit.id, '命令行')));
    const ok = found.complaints.length + found.claims.length === 0;
    const words = Object.entries(PROOF_WORDS)
      .map(([word, { label }]) => `${label} ${found.proofs[word as keyof typeof found.proofs]}`)
      .join('，');
    say(
      `${unit.code} ${unit.name}：${ok ? '成立' : '不成立'}，${found.components} 个部分：${words}`,
    );
    if (found.due) say('  上次计算之后数据有变化，请重新计算后再校验');
    for (const { componentId, sentence, params } of found.complaints) {
      say(`  ${componentId ?? ''} ${interpolate(sentence, params)}`);
    }
    for (const id of found.claims) say(`  ${id} 所写的证明情况与校验结果不一致`);
    whole &&= ok;
  }
  return whole ? 0 : 1;
}

function required(options: Options, name: string, meaning: string): string {
  const value = options[name];
  if (value) return value;
  throw new StartFailure(`缺少 --${name}（${meaning}）`, `--${name} is required`);
}

async function unitOf(database: Database, options: Options) {
  const code = required(options, 'unit', '单位编码');
  const unit = await database.read((tx) => directory.unitByCode(tx, code));
  if (!unit) throw new StartFailure(`没有单位“${code}”`, `no unit ${code}`);
  return unit;
}

function inUnit<T>(database: Database, unitId: string, work: (cx: CommandContext) => Promise<T>) {
  return database.write((tx) => work(systemContext(tx, unitId, '命令行')));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function help(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { usage, title }]) => `  npx zhengce ${name} ${usage}\n      ${title}`,
  );
  return `用法 (usage):\n${lines.join('\n')}\n数据目录和数据库与服务器相同：ZHENGCE_DATA、DATABASE_URL\n`;
}

function parse(args: string[]): { command: Command; options: Options } | undefined {
  const command = COMMANDS[args.slice(0, 2).join(' ')];
  if (!command) return undefined;
  const names = [...command.usage.matchAll(/--(\w+)/g)].map((found) => found[1]!);
  const { values } = parseArgs({
    args: args.slice(2),
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  return { command, options: values };
}

async function main(args: string[]): Promise<number> {
  const found = parse(args);
  if (!found) {
    const asked = args.length === 0 || /^(help|--help|-h)$/.test(args[0]!);
    (asked ? process.stdout : process.stderr).write(help());
    return asked ? 0 : 1;
  }
  const cluster = await openCluster(readSettings(process.env, []), joinEmbedded);
  try {
    await migrate(cluster.owner, migrationsFolder);
    const database = openDatabase({ ...cluster, max: 2 });
    try {
      return await found.command.run(database, found.options);
    } finally {
      await database.close();
    }
  } finally {
    await cluster.stop();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const known =
    error instanceof StartFailure ||
    error instanceof MigrationRefused ||
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  const message = error instanceof Refusal ? interpolate(error.sentence, error.params) : undefined;
  process.stderr.write(
    `${message ?? (known ? (error as Error).message : (error as Error).stack)}\n`,
  );
  process.exitCode = 1;
}
// The IPC channel to bin/zhengce.mjs would keep the process alive.
process.disconnect?.();
