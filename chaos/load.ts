/** A steady load: a mix of calls at a steady pace, each with an id of its own, whatever becomes of those before. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Attempt, type Asked, call, isKeyed, type Kind, type Target } from './calls.ts';

/** A load that runs. */
export interface Load {
  /** Every try that has ended, in the order in which they ended. */
  attempts(): readonly Attempt[];
  /** Begins nothing new; resolves when all that was begun has ended. */
  stop(): Promise<void>;
}

/** Fifty a second, in turn. */
const everyMs = 20;
const mix: readonly (readonly [Kind, 'http' | 'mcp'])[] = [
  ['read', 'http'],
  ['write', 'http'],
  ['keyed', 'http'],
  ['read', 'mcp'],
  ['payment', 'http'],
  ['limited', 'http'],
  ['write', 'mcp'],
  ['keyed-payment', 'http'],
  ['token-read', 'http'],
  ['keyed', 'mcp'],
];

/** How often a client asks again with its key, and how long it waits before. */
const tries = 6;
const betweenTriesMs = 700;

/** Starts calling. */
export function startLoad(target: Target): Load {
  const ended: Attempt[] = [];
  const underWay = new Set<Promise<void>>();
  let number = 0;
  const stopping = new AbortController();

  const tryOnce = async (asked: Asked): Promise<Attempt> => {
    const attempt = await call(target, asked);
    ended.push(attempt);
    return attempt;
  };

  /** Who has a key asks until there is an answer; and now and then once more, to be told the same again. */
  const carryThrough = async (asked: Asked, isCurious: boolean): Promise<void> => {
    let { code } = await tryOnce(asked);
    if (!isKeyed(asked.kind)) return;
    const again = { ...asked, isFirst: false };
    for (let attempt = 1; attempt < tries && code !== 'ok' && !stopping.signal.aborted; attempt++) {
      await wait(betweenTriesMs);
      ({ code } = await tryOnce(again));
    }
    if (code === 'ok' && isCurious) await tryOnce(again);
  };

  const timer = setInterval(() => {
    const [kind, face] = mix[number % mix.length] as (typeof mix)[number];
    const asked = { id: `${kind}-${number}`, kind, face, isFirst: true };
    const running = carryThrough(asked, number % 4 === 0).finally(() => underWay.delete(running));
    underWay.add(running);
    number++;
  }, everyMs);

  return {
    attempts: () => ended,
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}
