/** All backends as one: sealed in Git, then the encrypted store, then environment variables. */
import type { Backend, OnProblem } from './backend.ts';
import { environmentSecrets, variableOf } from './environment.ts';
import { openIdentities } from './identities.ts';
import { sealedSecrets, type SealedTable } from './sealed.ts';
import type { Secrets } from './secrets.ts';
import { openStoreKeys } from './store-keys.ts';
import { openStore } from './store.ts';

/** What secrets are made of. */
export interface SecretsOptions {
  /** The workspace's folder; the store and the keys are in its `.smarteros/` unless the environment says another place. */
  readonly workspace: string;
  /** The table of the moment: a reload brings other sealed values. */
  readonly table: () => SealedTable;
  readonly environment?: NodeJS.ProcessEnv;
  /** Told in words without any value, each only once. */
  readonly onProblem?: OnProblem;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Where a secret's value comes from. */
export type SecretOrigin = 'sealed' | 'store' | 'environment';

/** Secrets that can also tell where they come from. */
export interface LocatedSecrets extends Secrets {
  /** The backend that gives it; null when none has it. */
  origin(owner: string | null, name: string): SecretOrigin | null;
}

/** How often files are looked at, at most. */
const lookMs = 1000;

/**
 * Makes the secrets of a workspace. The first backend that has one gives it: when that one cannot open it, it reads as
 * undefined, and no older value from elsewhere takes its place. Files that change are noticed within a second.
 */
export function createSecrets(options: SecretsOptions): LocatedSecrets {
  const { workspace, environment = process.env, now = () => performance.now() } = options;
  const onProblem = once(options.onProblem ?? (() => {}));
  const identities = openIdentities(workspace, environment);
  const keys = openStoreKeys(workspace, environment);
  const store = openStore(workspace, keys, onProblem);
  const backends: readonly (readonly [SecretOrigin, Backend])[] = [
    ['sealed', sealedSecrets(options.table, identities, onProblem)],
    ['store', store],
    ['environment', environmentSecrets(environment)],
  ];
  const find = (owner: string | null, name: string) => backends.find(([, backend]) => backend.has(owner, name));
  let table: SealedTable | null = null;
  let changes = 0;
  let nextLookAt = now() + lookMs;

  /** Each of them looks, also when an earlier one has changed. */
  const look = () => [identities.look(), keys.look(), store.look()].includes(true);

  return {
    has: (owner, name) => find(owner, name) !== undefined,
    read: (owner, name) => find(owner, name)?.[1].read(owner, name),
    origin: (owner, name) => find(owner, name)?.[0] ?? null,
    where: howToSet,
    generation() {
      const present = options.table();
      if (present !== table) {
        table = present;
        changes++;
      }
      const at = now();
      if (at >= nextLookAt) {
        nextLookAt = at + lookMs;
        if (look()) changes++;
      }
      return changes;
    },
  };
}

/** The ways to set a secret, as a sentence. */
function howToSet(owner: string | null, name: string): string {
  const place = owner === null ? `--shared ${name}` : `${owner} ${name}`;
  return `Seal it with "smarteros secret seal ${place}", keep it on this machine with "smarteros secret set ${place}", or set ${variableOf(owner, name)} where the gateway runs.`;
}

/** Different problems remembered at most; when there are more, some are told again. */
const rememberedProblems = 1000;

function once(tell: OnProblem): OnProblem {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    if (told.size >= rememberedProblems) told.clear();
    told.add(message);
    tell(message);
  };
}
