/** The names of arguments that nobody names: one for each place of a request, the same whenever it is asked. */
import { placeOf, type Target } from './argument-place.ts';
import { digestOf } from './canonical.ts';

/** The longest name that every client takes. */
const longest = 64;

/** The order in which places get the names that several of them want: the first has its own, others say where they are. */
const order: readonly Target['in'][] = ['path', 'query', 'body', 'header', 'cookie'];

/**
 * Names of places, unique among them: `filter[name]` → `filter_name`, and the `id` of a body beside that of the path
 * → `body_id`. They do not depend on the order of the places.
 */
export function argumentNames(targets: readonly Target[]): ReadonlyMap<Target, string> {
  const names = new Map<Target, string>();
  const taken = new Set<string>();
  for (const target of targets.toSorted(byRank)) {
    const name = freeName(target, taken);
    taken.add(name);
    names.set(target, name);
  }
  return names;
}

function byRank(a: Target, b: Target): number {
  const rank = (target: Target) => order.indexOf(target.in) * 2 + (plainName(target) === rawName(target) ? 0 : 1);
  return rank(a) - rank(b) || (placeOf(a) < placeOf(b) ? -1 : 1);
}

function freeName(target: Target, taken: ReadonlySet<string>): string {
  const own = shortened(plainName(target), target);
  if (!taken.has(own)) return own;
  const placed = shortened(`${target.in}_${plainName(target)}`, target);
  for (let count = 1; ; count++) {
    const name = count === 1 ? placed : shortened(`${placed}_${count}`, target);
    if (!taken.has(name)) return name;
  }
}

/** As the API spells it: `body.a.b` is `a.b`, and all of a body `body`. */
function rawName(target: Target): string {
  const place = placeOf(target);
  return place.slice(place.indexOf('.') + 1);
}

/** What every client accepts as an argument's name. */
function plainName(target: Target): string {
  const name = rawName(target)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

/** The beginning of a longer name, and a digest that tells it from others which begin alike. */
function shortened(name: string, target: Target): string {
  if (name.length <= longest) return name;
  const digest = digestOf(`${placeOf(target)} ${name}`).slice(0, 8);
  return `${name.slice(0, longest - digest.length - 1)}_${digest}`;
}
