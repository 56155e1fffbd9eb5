/** Exchanges as they happen → what they show of an API. Each is observed at once; its values are gone with it. */
import type { Introspection } from '../introspect/introspection.ts';
import type { Exchange } from './exchange.ts';
import { introspectionOf } from './introspect.ts';
import { leftOut } from './left-out.ts';
import { type Observation, observe } from './observe.ts';
import { shownPath } from './operations.ts';
import { type LeftOut, leftOutAs } from './relevance.ts';

/** More teach nothing new, and each takes memory. */
const mostObservations = 10_000;

/** What was recorded of one API. */
export interface Recorder {
  /** Observes an exchange; the path comes back without values, for people. */
  add(exchange: Exchange): { readonly path: string; readonly leftOut: LeftOut | null };
  /** What was observed so far. */
  introspection(): Introspection;
}

/** Makes one. `baseSegments` are those of the target's path; 0 lets the base path be found. */
export function createRecorder(baseSegments: number): Recorder {
  const observations: Observation[] = [];
  const left = new Map<LeftOut, number>();
  return {
    add(exchange) {
      const observation = observe(exchange);
      const reason = leftOutAs(exchange);
      if (reason !== null) left.set(reason, (left.get(reason) ?? 0) + 1);
      else if (observations.length < mostObservations) observations.push(observation);
      return { path: shownPath(observation.path), leftOut: reason };
    },
    introspection: () =>
      introspectionOf(observations, {
        form: 'Recorded traffic',
        title: '',
        description: '',
        setAside: [...left].map(([reason, count]) => leftOut(reason, count)),
        ...(baseSegments === 0 ? {} : { baseSegments }),
      }),
  };
}
