/**
 * YAML read as events, by `js-yaml`: the data and the place of everything in it, at a hundredth of what a tree of nodes
 * costs. It is stricter than `yaml` about what people write, so what it refuses is read by that one.
 */
import { createRequire } from 'node:module';
import type * as Yaml from 'js-yaml';
import type { Locate, Range } from './json-positions.ts';

/** A text that was read. */
export interface EventSource {
  readonly root: unknown;
  readonly locate: Locate;
  /** Keys that stand in one mapping again: their range, and that of the one before. */
  readonly repeated: readonly { readonly name: string; readonly again: Range; readonly first: Range }[];
  /** Parts of the data when each alias is written out. */
  readonly size: number;
}

const require = createRequire(import.meta.url);
let loaded: typeof Yaml | undefined;

/** Reads one document of YAML 1.2 (core schema, merge keys). Throws where the text is not surely one. */
export function readYamlEvents(text: string): EventSource {
  loaded ??= require('js-yaml') as typeof Yaml;
  const { constructFromEvents, CORE_SCHEMA, EVENT_ID, mergeTag, parseEvents } = loaded;
  const events = parseEvents(text, {});
  const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT);
  if (documents.length !== 1) throw new Error('There is not one document in the text');
  const schema = CORE_SCHEMA.withTags(mergeTag);
  // repeated keys are told and not refused, as in JSON the last one holds
  const [root] = constructFromEvents(events, { source: text, schema, json: true });
  const tree = createTree(loaded, text, events);
  return {
    root,
    locate: tree.locate,
    repeated: tree.repeated(),
    size: events.some(({ type }) => type === EVENT_ID.ALIAS) ? sizeOf(root) : events.length,
  };
}

/** Parts that are shared count each time; those that contain themselves, once. */
function sizeOf(root: unknown): number {
  const sizes = new Map<object, number>();
  const measure = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    sizes.set(value, 0);
    let size = 1;
    for (const part of Object.values(value)) size += measure(part);
    sizes.set(value, size);
    return size;
  };
  return measure(root);
}

interface Member {
  readonly key: number;
  readonly value: number;
}

/** Finds members in the flat list of events: what a collection holds stands between it and its end. */
function createTree(yaml: typeof Yaml, text: string, events: readonly Yaml.Event[]) {
  const { EVENT_ID, getScalarValue } = yaml;
  const ends = endsOf(yaml, events);
  const anchors = new Map<string, number>();
  const known = new Map<number, Map<string, Member>>();

  const after = (at: number): number => (ends[at] === 0 ? at : (ends[at] as number)) + 1;
  const keyOf = (at: number): string | null => {
    const event = events[at];
    return event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : null;
  };
  const rangeOf = (at: number): Range => {
    const event = events[at];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return scalarRange(text, event);
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        return [event.start, Math.max(event.start, endOf(yaml, events, ends[at] ?? 0))];
      case EVENT_ID.ALIAS:
        return [event.anchorStart, event.anchorEnd];
      default:
        return [0, 0];
    }
  };
  const target = (at: number): number => {
    const event = events[at];
    if (event?.type !== EVENT_ID.ALIAS) return at;
    if (anchors.size === 0) collectAnchors(events, text, anchors);
    return anchors.get(text.slice(event.anchorStart, event.anchorEnd)) ?? at;
  };
  const membersOf = (at: number): Map<string, Member> => {
    let members = known.get(at);
    if (members !== undefined) return members;
    known.set(at, (members = new Map<string, Member>()));
    const isList = events[at]?.type === EVENT_ID.SEQUENCE;
    if (ends[at] === 0) return members;
    for (let next = at + 1, index = 0; next < (ends[at] as number); index++) {
      const value = isList ? next : after(next);
      const name = isList ? String(index) : keyOf(next);
      if (name !== null) members.set(name, { key: next, value });
      next = after(value);
    }
    return members;
  };
  return {
    locate: ((path) => {
      // the first event is the document's
      let member: Member = { key: 1, value: 1 };
      for (const step of path) {
        const next = membersOf(target(member.value)).get(step);
        if (next === undefined) break;
        member = next;
      }
      return { key: rangeOf(member.key), value: rangeOf(member.value) };
    }) satisfies Locate,
    repeated: () => repeatedKeys(yaml, events, after, keyOf, rangeOf),
  };
}

/** By the index of a collection that of its end; 0 for everything else. */
function endsOf({ EVENT_ID }: typeof Yaml, events: readonly Yaml.Event[]): Uint32Array {
  const ends = new Uint32Array(events.length);
  const open: number[] = [];
  events.forEach(({ type }, index) => {
    if (type === EVENT_ID.POP) ends[open.pop() ?? 0] = index;
    else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) open.push(index);
  });
  return ends;
}

/** Where the last thing in a collection ends, whose own end is not told. */
function endOf({ EVENT_ID }: typeof Yaml, events: readonly Yaml.Event[], end: number): number {
  let at = end - 1;
  while (events[at]?.type === EVENT_ID.POP) at--;
  const event = events[at];
  if (event?.type === EVENT_ID.SCALAR) return event.valueEnd;
  return event?.type === EVENT_ID.ALIAS ? event.anchorEnd : -1;
}

function collectAnchors(events: readonly Yaml.Event[], text: string, anchors: Map<string, number>): void {
  events.forEach((event, index) => {
    if ('anchorStart' in event && 'tagStart' in event && event.anchorStart !== -1)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), index);
  });
}

/** With its quotes; a block begins at its indicator, which is nowhere in the event. */
function scalarRange(text: string, { valueStart, valueEnd }: Yaml.ScalarEvent): Range {
  const isQuoted = /["']/.test(text[valueStart - 1] ?? '') && text[valueStart - 1] === text[valueEnd];
  return isQuoted ? [valueStart - 1, valueEnd + 1] : [Math.max(0, valueStart), Math.max(0, valueEnd)];
}

function repeatedKeys(
  { EVENT_ID }: typeof Yaml,
  events: readonly Yaml.Event[],
  after: (at: number) => number,
  keyOf: (at: number) => string | null,
  rangeOf: (at: number) => Range,
): EventSource['repeated'] {
  const found: { name: string; again: Range; first: Range }[] = [];
  events.forEach(({ type }, index) => {
    if (type !== EVENT_ID.MAPPING) return;
    const seen = new Map<string, number>();
    for (let at = index + 1; at < events.length && events[at]?.type !== EVENT_ID.POP; at = after(after(at))) {
      const name = keyOf(at);
      const first = name === null ? undefined : seen.get(name);
      if (name !== null && first === undefined) seen.set(name, at);
      if (name !== null && first !== undefined && name !== '<<')
        found.push({ name, again: rangeOf(at), first: rangeOf(first) });
    }
  });
  return found;
}
