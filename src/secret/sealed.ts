/** The backend of secrets that stand sealed in Git: opened when they are first read, and remembered. */
import { createHash } from 'node:crypto';
import type { SystemShard, TenantShard } from '../table/table.ts';
import type { Backend, OnProblem } from './backend.ts';
import type { IdentitySource } from './identities.ts';
import { isPlace, placeWords, type SecretPlace } from './owner.ts';
import { open } from './seal.ts';

/** The part of a routing table that holds sealed secrets. */
export interface SealedTable {
  readonly system: Pick<SystemShard, 'sealed'>;
  readonly tenants: Readonly<Record<string, Pick<TenantShard, 'sealed'>>>;
}

/** Opened values kept at most. */
const keptValues = 10_000;

/** Makes the backend over the table of the moment. A value that was opened stays so until the private keys change. */
export function sealedSecrets(table: () => SealedTable, identities: IdentitySource, onProblem: OnProblem): Backend {
  let keys = identities.current();
  const opened = new Map<string, string | undefined | Promise<string | undefined>>();

  async function openNow(sealed: string, place: SecretPlace): Promise<string | undefined> {
    const { keys: present, problem } = keys;
    if (problem !== null && present.length > 0) onProblem(problem);
    const answer =
      present.length === 0 ? { reason: `cannot be opened. ${problem ?? ''}` } : await open(sealed, present, place);
    if ('value' in answer) return answer.value;
    onProblem(`Secret ${placeWords(place)}, sealed in Git, ${answer.reason}`);
    return undefined;
  }

  /** Readers who come while it is being opened share that, and the next ones get the value at once. */
  function remembered(sealed: string, place: SecretPlace) {
    const id = `${placeWords(place)} ${createHash('sha256').update(sealed).digest('base64')}`;
    if (opened.has(id)) return opened.get(id);
    if (opened.size >= keptValues) opened.delete(opened.keys().next().value as string);
    const opening = openNow(sealed, place).then((value) => {
      if (opened.get(id) === opening) opened.set(id, value);
      return value;
    });
    opened.set(id, opening);
    return opening;
  }

  return {
    has: (owner, name) => sealedText(table(), { owner, name }) !== undefined,
    read(owner, name) {
      const place = { owner, name };
      const sealed = sealedText(table(), place);
      if (sealed === undefined) return undefined;
      if (identities.current() !== keys) {
        keys = identities.current();
        opened.clear();
      }
      return remembered(sealed, place);
    },
  };
}

function sealedText({ system, tenants }: SealedTable, { owner, name }: SecretPlace): string | undefined {
  if (!isPlace(owner, name)) return undefined;
  const holder = owner === null ? system : Object.hasOwn(tenants, owner) ? tenants[owner] : undefined;
  return holder !== undefined && Object.hasOwn(holder.sealed, name) ? holder.sealed[name] : undefined;
}
