/**
 * `npm run conformance`: the official MCP suite against a real gateway, for both revisions. Exit code 1 when something
 * fails that the baseline does not name, and when something passes that it names. See docs/conformance.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { absentFrom, baselineOf, isBroken, judge, type Judged } from './judge.ts';
import { lineOf, sumOf } from './report.ts';
import { openScene } from './scene.ts';
import { requiredOf, revisions, runSuite, type Revision } from './suite.ts';

const usage = `npm run conformance -- [--revision REVISION] [--only SCENARIO]… [--patient]

  --revision REVISION   this one alone: ${revisions.join(' or ')}
  --only SCENARIO       this scenario alone; may be given more than once
  --patient             what fails is run once more: for a machine that has much to do
  --help                this text
`;

const wanted = options();
const scene = await openScene();
const folder = mkdtempSync(join(tmpdir(), 'smarteros-conformance-results-'));
try {
  const judged: Judged[] = [];
  for (const revision of wanted.revisions) judged.push(...(await runRevision(revision)));
  const unknown = wanted.only.filter((name) => !judged.some(({ scenario }) => scenario === name));
  if (unknown.length > 0) process.stderr.write(`There is no scenario ${unknown.join(', ')} in what was run.\n`);
  process.exitCode = unknown.length > 0 || judged.some(isBroken) ? 1 : 0;
} finally {
  await scene.close();
  rmSync(folder, { recursive: true, force: true });
}

async function runRevision(revision: Revision): Promise<readonly Judged[]> {
  const [required, baseline] = [requiredOf(revision), baselineOf(revision)];
  const begin = performance.now();
  /** By scenario: what is run again counts by its last run. */
  const judged = new Map<string, Judged>();
  const tell = (one: Judged): void => {
    judged.set(one.scenario, one);
    process.stdout.write(`${lineOf(one)}\n`);
  };
  const run = async (scenarios: readonly (string | null)[]): Promise<void> => {
    for (const scenario of scenarios)
      for await (const outcome of runSuite({ url: scene.url, revision, scenario, folder }))
        tell(judge(outcome, required, baseline));
  };
  process.stdout.write(`${revision}\n`);
  await run(wanted.only.length === 0 ? [null] : wanted.only);
  const failed = [...judged.values()].filter(({ verdict }) => verdict === 'failed');
  if (wanted.patient) await run(failed.map(({ scenario }) => scenario));
  if (wanted.only.length === 0) absentFrom([...judged.values()], required, baseline).forEach(tell);
  const all = [...judged.values()];
  process.stdout.write(`${sumOf(revision, all, (performance.now() - begin) / 1000)}\n\n`);
  return all;
}

interface Options {
  readonly revisions: readonly Revision[];
  readonly only: readonly string[];
  readonly patient: boolean;
}

function options(): Options {
  try {
    const only = { type: 'string', multiple: true, default: [] as string[] } as const;
    const flag = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({ options: { only, revision: { type: 'string' }, patient: flag, help: flag } });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    const chosen = revisions.filter((revision) => (values.revision ?? revision) === revision);
    if (chosen.length > 0) return { revisions: chosen, only: values.only, patient: values.patient };
    process.stderr.write(`There is no revision ${values.revision}.\n\n${usage}`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
  }
  process.exit(64);
}
