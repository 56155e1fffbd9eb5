/** What keeps `serve` from starting: a tree or an environment that has errors, or is not there. */
import type { Build } from '../build/build.ts';
import type { Problem } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import type { PinnedStart } from '../versions/rollback.ts';
import { startAt } from '../versions/start-at.ts';
import { openVersionStore } from '../versions/store.ts';
import { Misuse } from './exit.ts';
import { textOf } from './texts.ts';
import { checkEnvironment } from './workspace.ts';

/** What would be served has errors: they are told, and nothing starts. */
export class Unservable extends Error {
  readonly problems: readonly Problem[];
  readonly textOf: ((path: string) => string | undefined) | null;

  /** `textOf` gives the texts of another tree than the folder's. */
  constructor(message: string, problems: readonly Problem[], textOf: Unservable['textOf'] = null) {
    super(message);
    this.problems = problems;
    this.textOf = textOf;
  }
}

/** Shows on standard error what keeps it from starting. */
export function tellUnservable({ problems, message, textOf: ownTexts }: Unservable, workspace: string): void {
  const frames = renderProblems(problems, ownTexts ?? textOf(workspace), { color: process.stderr.isTTY });
  process.stderr.write(`${frames}\n${message}\n`);
}

/** What `--at` names; null without it. Throws `Misuse` for what there is not, and `Unservable` for a tree with errors. */
export async function startOf(workspace: string, environment: string | null, at: unknown): Promise<PinnedStart | null> {
  if (typeof at !== 'string') return null;
  const start = await startAt(at, { store: openVersionStore(workspace), workspace, environment });
  if ('misuse' in start) throw new Misuse(`--at: ${start.misuse}`);
  if ('pin' in start) return start;
  const texts = new Map(start.files.map(({ path, text }) => [path, text]));
  throw new Unservable(`The manifests have errors at ${at}, so nothing is served.`, start.problems, (path) =>
    texts.get(path),
  );
}

const brokenEnvironment = 'The environment cannot be applied, so nothing is served.';

/** A missing environment is a slip on the command line, one with errors an author's; nothing may be served in either case. */
export function inspectEnvironment(build: Build): void {
  checkEnvironment(build);
  const { environment, shared } = build;
  // The last good one is in force then, as everything that is broken now keeps its last good form.
  if (environment === null || (shared.good?.present.environments.chosen ?? null) !== null) return;
  const { chosen } = shared.present.environments;
  const errors = shared.problems.filter(({ severity }) => severity === 'error');
  if (chosen === null) throw new Unservable(brokenEnvironment, errors);
  const inside = errors.filter(({ span }) => span.file === chosen.file);
  if (inside.length > 0) throw new Unservable(brokenEnvironment, inside);
}
