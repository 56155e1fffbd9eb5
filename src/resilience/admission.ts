/** Whether another call may come in: the process answers 503 early rather than run out of memory or fall behind. */
import { getHeapStatistics } from 'node:v8';

/** Lets calls in. */
export interface Admission {
  /** Lets a call in and gives what to call when it is over (further calls of it do nothing); or says when to come back. */
  enter(): (() => void) | { readonly retryAfterMs: number };
  underWay(): number;
}

/** What `createAdmission` takes. */
export interface AdmissionOptions {
  /** Calls under way at once. Default: 2000. */
  readonly maxCalls?: number;
  /** Share of the memory above which only a few calls are let in. Default: 0.85. */
  readonly maxHeapShare?: number;
  /** Milliseconds of a clock that never goes back. Default: `performance.now`. */
  readonly now?: () => number;
  /** How much of the memory is in use, 0 to 1. Default: `memoryShare`. */
  readonly heapShare?: () => number;
  /** Told of each call that is not let in; for a counter. */
  readonly onShed?: () => void;
}

const sampleMs = 100;
/** A timer that comes this late, so many times in a row: once or twice may be a reload or a garbage collection. */
const lateMs = 500;
const lateTimes = 3;
/** Under pressure a few calls still go: their end, and the garbage collection that they bring on, is how it goes by. */
const underPressureShare = 0.02;
const refused = { retryAfterMs: 1000 } as const;

/**
 * Makes the one gate of a process. Memory and the lateness of the event loop are looked at ten times a second, and only
 * while calls come; a call itself costs a comparison and one closure. (`monitorEventLoopDelay` would wake up a hundred
 * times a second and keep a histogram that nobody reads.)
 */
export function createAdmission(options: AdmissionOptions = {}): Admission {
  const { maxCalls = 2000, maxHeapShare = 0.85, now = monotonicNow, heapShare = memoryShare, onShed } = options;
  const fewCalls = Math.max(1, Math.floor(maxCalls * underPressureShare));
  let underWay = 0;
  let allowed = maxCalls;
  let timer: NodeJS.Timeout | null = null;
  let sampledAt = 0;
  let lateInARow = 0;

  function sample(): void {
    const time = now();
    lateInARow = time - sampledAt > sampleMs + lateMs ? lateInARow + 1 : 0;
    sampledAt = time;
    allowed = lateInARow >= lateTimes || heapShare() > maxHeapShare ? fewCalls : maxCalls;
    if (underWay === 0 && allowed === maxCalls) stop();
  }

  function start(): void {
    sampledAt = now();
    timer = setInterval(sample, sampleMs).unref();
  }

  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
    lateInARow = 0;
  }

  return {
    enter() {
      if (timer === null) start();
      if (underWay >= allowed) {
        onShed?.();
        return refused;
      }
      underWay++;
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        underWay--;
      };
    },
    underWay: () => underWay,
  };
}

/** What the process may have: less than the machine in a container. Zero or an enormous number where nothing bounds it. */
const constrainedBytes = process.constrainedMemory() || Infinity;

/**
 * The fuller of two: the heap of its limit, and heap and buffers together of what the container gives. Answers of
 * companies are buffers, which the heap's limit does not see.
 */
function memoryShare(): number {
  const heap = getHeapStatistics();
  const all = heap.used_heap_size + heap.external_memory;
  return Math.max(heap.used_heap_size / heap.heap_size_limit, all / constrainedBytes);
}

function monotonicNow(): number {
  return performance.now();
}
