/**
 * A cassette: what the answers of each capability looked like, as text that may stand in Git. Types, counts, forms of text and
 * names of fields; no value. Equal answers make equal text.
 */
import type { Json } from '../schema.ts';
import { emptyDraft, type Draft, type Structure, type TextFormat, type ValueType } from '../structure/structure.ts';
import type { ListLength } from '../structure/structure.ts';
import type { Seen } from './verify.ts';

/** What was recorded of one capability. */
export interface Take extends Seen {
  /** `GET /orders`: what was asked, as the endpoint declares it. */
  readonly request: string;
  /** Names of the arguments that were given. */
  readonly arguments: readonly string[];
  /** How many calls were made. */
  readonly calls: number;
}

/** Takes by `tenant/capability`. */
export type Cassette = ReadonlyMap<string, Take>;

/** As text, ending with a line break. */
export function cassetteText(cassette: Cassette): string {
  const takes = [...cassette].toSorted(byName).map(([name, take]) => [
    name,
    {
      request: take.request,
      calls: take.calls,
      arguments: [...new Set(take.arguments)].toSorted(),
      answers: plain(take.answers) as unknown as Json,
      results: plain(take.results) as unknown as Json,
    },
  ]);
  return `${written({ smarterosCassette: 1, capabilities: Object.fromEntries(takes) as Json }, 0)}\n`;
}

const width = 120;

/** JSON with an inner part on one line where that has room, so that a change of one field is a change of one line. */
function written(value: Json, indent: number): string {
  const whole = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return whole;
  const fields = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${written(each as Json, indent + 1)}`,
  );
  const inline = `{ ${fields.join(', ')} }`;
  if (fields.length === 0 || (indent > 1 && inline.length + indent < width && !inline.includes('\n')))
    return fields.length === 0 ? '{}' : inline;
  const space = ' '.repeat(indent + 1);
  return `{\n${fields.map((field) => `${space}${field}`).join(',\n')}\n${' '.repeat(indent)}}`;
}

/** A structure as JSON; what is empty is left out. */
interface Plain {
  readonly count: number;
  readonly types: Record<string, number>;
  readonly formats?: Record<string, number>;
  readonly lengths?: Record<string, number>;
  readonly isCut?: true;
  readonly items?: Plain;
  readonly others?: Plain;
  readonly members?: Record<string, Plain>;
}

function plain(structure: Structure): Plain {
  const { count, types, formats, lengths, isCut, items, others, members } = structure;
  return {
    count,
    types: sorted(types),
    ...(formats.size > 0 ? { formats: sorted(formats) } : {}),
    ...(lengths.size > 0 ? { lengths: sorted(lengths) } : {}),
    ...(isCut ? { isCut } : {}),
    ...(items === null ? {} : { items: plain(items) }),
    ...(others === null ? {} : { others: plain(others) }),
    ...(members.size === 0
      ? {}
      : { members: Object.fromEntries([...members].toSorted(byName).map(([name, member]) => [name, plain(member)])) }),
  };
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(byName));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Reads a cassette; a sentence says why it cannot be used. */
export function readCassette(text: string): Cassette | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'It is no JSON.';
  }
  const { smarterosCassette: form, capabilities } = recordOf(value);
  if (form !== 1) return 'It is no cassette of this form: "smarterosCassette" has to be 1.';
  return new Map(Object.entries(recordOf(capabilities)).map(([name, take]) => [name, readTake(recordOf(take))]));
}

function readTake({ request, calls, arguments: given, answers, results }: Record<string, unknown>): Take {
  return {
    request: typeof request === 'string' ? request : '',
    calls: numberOf(calls),
    arguments: Array.isArray(given) ? given.filter((name) => typeof name === 'string') : [],
    answers: readStructure(answers, 0),
    results: readStructure(results, 0),
  };
}

const deepest = 64;

function readStructure(value: unknown, depth: number): Structure {
  const draft: Draft = emptyDraft();
  if (depth > deepest) return draft;
  const { count, types, formats, lengths, isCut, items, others, members } = recordOf(value);
  draft.count = numberOf(count);
  draft.types = countsOf<ValueType>(types);
  draft.formats = countsOf<TextFormat>(formats);
  draft.lengths = countsOf<ListLength>(lengths);
  draft.isCut = isCut === true;
  if (items !== undefined) draft.items = readStructure(items, depth + 1) as Draft;
  if (others !== undefined) draft.others = readStructure(others, depth + 1) as Draft;
  for (const [name, member] of Object.entries(recordOf(members)))
    draft.members.set(name, readStructure(member, depth + 1) as Draft);
  return draft;
}

function countsOf<Key extends string>(value: unknown): Map<Key, number> {
  return new Map(Object.entries(recordOf(value)).map(([key, count]) => [key as Key, numberOf(count)]));
}

function numberOf(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
