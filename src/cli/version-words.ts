/** Versions and rollbacks in words, for a terminal. */
import type { Build } from '../build/build.ts';
import { hasErrors } from '../problem.ts';
import type { RollbackRefusal } from '../versions/rollback.ts';
import type { ServedNow } from '../versions/versions.ts';

/** The digits by which people name a version. */
export function short(version: string): string {
  return version.slice(0, 12);
}

/** `2026-11-23 03:09:00Z`: sorted, unambiguous, and no longer than people need. */
export function when(at: string): string {
  return at.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

/** Why something else is served than the manifests declare; empty when it is what they declare. */
export function standIn({ pin, held, served }: ServedNow): string {
  const lines: string[] = [];
  if (held !== null)
    lines.push(
      `The folder holds no tenant; serving the last good version ${short(held.version)} (${when(held.at)}) until manifests are back.`,
    );
  if (pin !== null) {
    const commit = pin.commit === null ? '' : `, commit ${pin.commit.slice(0, 7)}`;
    const why = pin.by.startsWith('--') ? `as ${pin.by} says` : `rolled back by ${pin.by} at ${when(pin.since)}`;
    lines.push(
      `Pinned to version ${short(pin.version)}${commit}, ${why}: changes of the manifests are built and kept, not served.`,
      'Who may call is what the manifests say now. "smarteros rollback --end" serves the present again.',
    );
  }
  const { notServed = [], withoutClients = [] } = served;
  if (notServed.length > 0)
    lines.push(`Not served while pinned, as that version does not have them: ${some(notServed)}.`);
  if (withoutClients.length > 0)
    lines.push(`Without clients while pinned, as no manifest declares them any more: ${some(withoutClients)}.`);
  return lines.map((line) => `${line}\n`).join('');
}

/** Why the rollback of the last process is none of this one. */
export function lostRollback({ detail }: RollbackRefusal): string {
  return `The last rollback is not in force: ${detail}\nWhat the manifests declare is served; "smarteros rollback --end" forgets that rollback.\n`;
}

/** What is served in place of what has errors now, in half sentences: an author who broke something has to hear that the old goes on. */
export function lastGood({ states, shared }: Build): string[] {
  const parts = [...states].slice(0, 5).map(([name, state]) => {
    return `${name} ${state === 'degraded' ? 'keeps the last good version of what is wrong' : 'cannot be served'}`;
  });
  if (states.size > 5) parts.push(`and ${states.size - 5} more`);
  if (!hasErrors(shared.problems)) return parts;
  const isKept = shared.effective !== shared.present || shared.standIn !== null;
  parts.push(isKept ? 'shared files keep their last good form' : 'of the shared files, what is right is in force');
  const isHeadless = shared.present.system === null && hasErrors(shared.problems.filter(isOfSystem));
  if (isHeadless) parts.push('nobody is an operator while system.yaml is broken');
  return parts;
}

function isOfSystem({ span }: Build['problems'][number]): boolean {
  return span.file === 'system.yaml';
}

/** The first names of a list, and how many more there are. */
export function some(names: readonly string[], atMost = 5): string {
  const more = names.length - atMost;
  return names.slice(0, atMost).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
