/** What an explanation is made of: facts with their places, in sections. */
import type { Json } from '../schema.ts';
import type { Origin, Resolved } from '../table/resolved.ts';
import type { Placer, Source } from './place.ts';

/** One fact. */
export interface Fact {
  readonly name: string;
  readonly value: Json;
  /** The value in words, where it is more than text or a number. */
  readonly words?: string;
  readonly from: Source;
  /** What would hold if that place said nothing, the nearest first. */
  readonly over: readonly { readonly value: Json; readonly from: Source }[];
}

/** Facts that belong together. */
export interface Section {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** Writes facts down. */
export interface Facts {
  (name: string, value: Json, from: Origin, words?: string): Fact;
  /** A value as the compiler resolved it. */
  resolved(name: string, resolved: Resolved<Json>, words?: string): Fact;
}

/** Makes facts whose places are looked up by `placer`. */
export function createFacts(placer: Placer): Facts {
  const fact = (name: string, value: Json, from: Origin, words?: string): Fact => ({
    name,
    value,
    ...(words === undefined ? {} : { words }),
    from: placer(from),
    over: [],
  });
  const resolved = (name: string, { value, from, over }: Resolved<Json>, words?: string): Fact => ({
    ...fact(name, value, from, words),
    over: over.map((other) => ({ value: other.value, from: placer(other.from) })),
  });
  return Object.assign(fact, { resolved });
}
