/**
 * Names that people gave, in paths: `/products/blue-shirt` and `/products/red-hat`. One alone reads like a word of the API;
 * several whose answers look the same are values.
 */
import { structural } from './base-path.ts';
import type { Observation } from './observe.ts';
import type { Segment } from './segment.ts';

/** So much of two answers' fields has to be the same. */
const alike = 0.8;
const fewestFields = 3;
/** A collection has fewer words of the API behind it. */
const mostWords = 60;
const deepest = 12;

/** The same observations, with such names as values. */
export function withSlugs(observations: readonly Observation[]): Observation[] {
  let all = [...observations];
  for (let depth = 1; depth < deepest; depth++) {
    const places = Map.groupBy(
      all.filter(({ path }) => path.length > depth),
      ({ path }) => pathKey(path.slice(0, depth)),
    );
    const slugs = new Map([...places].map(([place, there]) => [place, slugsAt(there, depth)]));
    if ([...slugs.values()].every((words) => words.size === 0)) continue;
    all = all.map((observation) => replaced(observation, depth, slugs));
  }
  return all;
}

/** A path with its values left open; what is equal by it is the same endpoint. */
export function pathKey(path: readonly Segment[]): string {
  return path.map((segment) => (segment.kind === 'word' ? `/${segment.text}` : `/{}${segment.suffix}`)).join('');
}

function replaced(
  observation: Observation,
  depth: number,
  slugs: ReadonlyMap<string, ReadonlySet<string>>,
): Observation {
  const segment = observation.path[depth];
  if (segment?.kind !== 'word' || slugs.get(pathKey(observation.path.slice(0, depth)))?.has(segment.text) !== true)
    return observation;
  const value: Segment = { kind: 'value', type: 'text', given: null, suffix: '' };
  return { ...observation, path: observation.path.with(depth, value) };
}

/** The words at one place that are values; none where the place before is no collection. */
function slugsAt(there: readonly Observation[], depth: number): ReadonlySet<string> {
  const before = there[0]?.path[depth - 1];
  if (before?.kind !== 'word') return new Set();
  const words = new Set(there.flatMap(({ path }) => (path[depth]?.kind === 'word' ? [path[depth].text] : [])));
  if (!/s$/i.test(before.text) || structural.test(before.text)) return new Set();
  if (words.size > mostWords) return words;
  const clusters: Cluster[] = [];
  for (const [word, fields] of fieldsByWord(there, depth)) {
    const cluster = clusters.find((each) => likeness(each.fields, fields) >= alike);
    if (cluster === undefined) clusters.push({ fields, words: [word] });
    else cluster.words.push(word);
  }
  const several = clusters.filter((cluster) => cluster.words.length > 1);
  return new Set(several.flatMap((cluster) => cluster.words).filter((word) => word !== null));
}

interface Cluster {
  readonly fields: ReadonlySet<string>;
  /** Null stands for what is known to be a value. */
  readonly words: (string | null)[];
}

/** Fields of the objects that reads of each word answer with; one entry for all values together. */
function fieldsByWord(there: readonly Observation[], depth: number): Map<string | null, Set<string>> {
  const found = new Map<string | null, Set<string>>();
  for (const { method, path, answer } of there) {
    const segment = path[depth] as Segment;
    const structure = answer !== null && answer.status < 300 ? answer.structure : null;
    if (method !== 'GET' || path.length !== depth + 1 || structure?.types.has('object') !== true) continue;
    if (structure.members.size < fewestFields) continue;
    const word = segment.kind === 'word' ? segment.text : null;
    const fields = found.get(word) ?? new Set();
    for (const name of structure.members.keys()) fields.add(name);
    found.set(word, fields);
  }
  return found;
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = one.intersection(other).size;
  return both / (one.size + other.size - both);
}
