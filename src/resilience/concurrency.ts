/** How many requests to one provider are under way at once: a cap, and a short line of those who wait for a place. */

/** How waiting for a place ended. */
export type Waited = 'entered' | 'busy' | 'aborted';

/** The places of one provider. Whoever has entered leaves exactly once. */
export interface Places {
  /** Takes a place when one is free and nobody waits. The cap is told each time, as a reload may change it. */
  enter(cap: number): boolean;
  /** Waits for a place in order of arrival; `busy` at once when as many wait already as may be under way. */
  wait(cap: number, atMostMs: number, signal: AbortSignal | undefined): Promise<Waited>;
  leave(): void;
  underWay(): number;
  waiting(): number;
}

/** Makes places, all of them free. */
export function createPlaces(): Places {
  /** Each ends the waiting of one; in order of arrival. */
  const line = new Set<(waited: Waited) => void>();
  let underWay = 0;
  let lastCap = 0;

  function admit(): void {
    for (const end of line) {
      if (underWay >= lastCap) return;
      underWay++;
      end('entered');
    }
  }

  return {
    enter(cap) {
      if (cap > lastCap && line.size > 0) {
        lastCap = cap;
        admit();
      }
      lastCap = cap;
      // Nobody waits while a place is free: whoever leaves hands it on.
      if (underWay >= cap) return false;
      underWay++;
      return true;
    },
    wait(cap, atMostMs, signal) {
      if (line.size >= cap || atMostMs <= 0) return Promise.resolve('busy');
      return new Promise((resolve) => {
        const end = (waited: Waited): void => {
          line.delete(end);
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          resolve(waited);
        };
        const onAbort = (): void => end('aborted');
        const timer = setTimeout(end, atMostMs, 'busy');
        signal?.addEventListener('abort', onAbort);
        line.add(end);
      });
    },
    leave() {
      underWay--;
      if (line.size > 0) admit();
    },
    underWay: () => underWay,
    waiting: () => line.size,
  };
}
