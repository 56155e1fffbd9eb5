/** What is the same under another name. A pair is only taken for one when there is no choice. */
import type { Operation, Upstream } from '../table/table.ts';
import { canonical, same } from '../compare/canonical.ts';
import { compareSchemas } from '../compare/schemas.ts';

type Named<T> = Readonly<Record<string, T>>;

/** Capabilities that only changed their names: same endpoint, schemas that accept the same. New name → old name. */
export function pairRenamed(before: Named<Operation>, after: Named<Operation>): ReadonlyMap<string, string> {
  const gone = missing(before, after);
  const come = missing(after, before);
  if (gone.length === 0 || come.length === 0) return new Map();
  const byCall = Map.groupBy(gone, callOf);
  const pairs = [...Map.groupBy(come, callOf)].flatMap(([call, these]): [string, string][] => {
    const [old, now] = [byCall.get(call) ?? [], these];
    const [one, other] = [old[0], now[0]];
    if (old.length !== 1 || now.length !== 1 || one === undefined || other === undefined) return [];
    return sameSchemas(one, other) ? [[other.capability, one.capability]] : [];
  });
  return new Map(pairs);
}

/** Providers that only changed their names. New name → old name. */
export function renamedUpstreams(before: Named<Upstream>, after: Named<Upstream>): ReadonlyMap<string, string> {
  const content = (upstream: Upstream) => canonical({ ...upstream, name: '' });
  const gone = Map.groupBy(missing(before, after), content);
  const come = Map.groupBy(missing(after, before), content);
  return new Map(
    [...come].flatMap(([key, [now, ...more]]): [string, string][] => {
      const [old, ...others] = gone.get(key) ?? [];
      return old === undefined || now === undefined || more.length + others.length > 0 ? [] : [[now.name, old.name]];
    }),
  );
}

function missing<T>(here: Named<T>, there: Named<T>): T[] {
  return Object.entries(here).flatMap(([name, value]) => (Object.hasOwn(there, name) ? [] : [value]));
}

function callOf({ upstream, method, path }: Operation): string {
  return canonical([upstream, method, path]);
}

function sameSchemas(a: Operation, b: Operation): boolean {
  if ((a.output === null) !== (b.output === null)) return false;
  const deltas = [...compareSchemas(a.input, b.input), ...compareSchemas(a.output ?? {}, b.output ?? {})];
  return deltas.every(({ narrowed, widened }) => !narrowed && !widened) && same(a.hints, b.hints);
}
