/**
 * `npm test`: everything that a change must pass, a line for each step and the output of those that fail. Ends with
 * "N passed, N failed, N skipped", where each step but the tests counts as one.
 *
 * `npm run test:servers` is the suite against servers of others; `--all` is both, as pipelines run it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Shown when something failed. */
  readonly output: string;
}

/** The parts of vitest's JSON report that are counted. */
interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const root = join(import.meta.dirname, '..');

type Step = readonly [name: string, run: () => Outcome];

const ownSteps: readonly Step[] = [
  ['lock file', checkLockFile],
  ['format', () => runTool('oxfmt', '--check')],
  ['lint', () => runTool('oxlint')],
  ['types', () => runTool('tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['generated types', () => runTool('node', 'scripts/gen.ts', '--check')],
  ['generated workspace', () => runTool('node', 'bin/smarteros.js', 'build', '--workspace', 'manifests', '--check')],
  ['unused code', () => runTool('knip', '--no-progress')],
  // Those that start processes and look at clocks get the machine for themselves.
  ['unit tests', () => runTests('unit', availableParallelism())],
  ['end to end', () => runTests('e2e', 1)],
];
const serverSteps: readonly Step[] = [['servers', () => runTests('servers', 1)]];

function execute(command: string, args: readonly string[]): { ok: boolean; output: string } {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
}

function runTool(command: string, ...args: readonly string[]): Outcome {
  const { ok, output } = execute(command, args);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output };
}

function runTests(project: string, workers: number): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-test-'));
  const file = join(folder, 'report.json');
  try {
    const { ok, output } = execute('vitest', [
      'run',
      `--project=${project}`,
      `--maxWorkers=${workers}`,
      '--reporter=minimal',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    return { ...countTests(readReport(file), ok), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return null;
  }
}

/** A file that does not load has no tests to fail, and an error outside any test none either: each counts as one. */
function countTests(report: VitestReport | null, ok: boolean): Omit<Outcome, 'output'> {
  const files = report?.testResults ?? [];
  const statuses = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
  const brokenFiles = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length + brokenFiles;
  const isFine = ok && report?.success === true && passed > 0;
  return {
    passed,
    failed: failed === 0 && !isFine ? 1 : failed,
    skipped: statuses.length + brokenFiles - passed - failed,
  };
}

/**
 * A lock file that names a registry serves only those who reach that one. One that lacks a platform's package, because
 * the registry that it was made with did not have it yet, makes `npm ci` fail everywhere.
 */
function checkLockFile(): Outcome {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as {
    packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
  };
  const named = Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined);
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const paths = Object.keys(packages);
  const absent = wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
  const problems = [
    ...named.map((path) => `${path} names its registry: install with the settings of .npmrc`),
    ...absent.map((name) => `${name} has no entry: \`npm ci\` fails; pin a version whose packages all exist`),
  ];
  const ok = problems.length === 0;
  return {
    passed: ok ? 1 : 0,
    failed: ok ? 0 : 1,
    skipped: 0,
    output: `package-lock.json\n  ${problems.join('\n  ')}\n`,
  };
}

function stepsAskedFor(): readonly Step[] {
  const { values } = parseArgs({ options: { servers: { type: 'boolean' }, all: { type: 'boolean' } } });
  if (values.all === true) return [...ownSteps, ...serverSteps];
  return values.servers === true ? serverSteps : ownSteps;
}

const totals = { passed: 0, failed: 0, skipped: 0 };
for (const [name, run] of stepsAskedFor()) {
  const startedAt = performance.now();
  const { passed, failed, skipped, output } = run();
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (failed > 0) console.log(output.trimEnd());
  const counts = passed + failed > 1 ? `  ${passed} passed, ${failed} failed, ${skipped} skipped` : '';
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(16)} ${seconds.padStart(6)} s${counts}`);
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
