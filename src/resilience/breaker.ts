/** The circuit breaker of one provider: what fails again and again is left alone for a moment, then asked once. */
import type { NetAnswer } from '../net/net.ts';
import type { Standing } from './resilience.ts';
import { createWindow } from './window.ts';

/** What an answer says of the provider's health; `neutral` says nothing. */
export type Verdict = 'success' | 'failure' | 'neutral';

/** What a request is sent with: whether it decides about an open breaker. By its identity it tells what came before a closing. */
export interface Pass {
  readonly isProbe: boolean;
}

/** A breaker. Times are milliseconds of a clock that never goes back; while it is closed nobody has to read it. */
export interface Breaker {
  /** 0 when a request may be sent now, else how long it will not be. */
  waitMs(now: () => number): number;
  /** Said right before sending, when `waitMs` is 0; gives what `end` needs. */
  begin(now: () => number): Pass;
  /** Said once for each `begin`. */
  end(pass: Pass, verdict: Verdict, now: number): void;
  standing(now: number): Standing['breaker'];
}

/** Told when it opens and when it closes. */
export type OnBreaker = (event: 'breaker-opened' | 'breaker-closed') => void;

const fewestFailures = 5;
const failureShare = 0.5;
/** So many without a success between them open it too: behind much that went well, half would take seconds to reach. */
const failuresInARow = 20;
const openMs = 1000;
const probe: Pass = { isProbe: true };

/**
 * Makes a closed breaker. It opens at 5 failures that are half of the last ten seconds, or at 20 in a row; after
 * about a second it lets one request through as a probe. A success closes it, a failure leaves it open for another
 * second. A probe without an answer for as long stands in nobody's way: the next one goes too. What was under way when it
 * closed says nothing of the time since: requests that an API left hanging would open it again once their time is over.
 */
export function createBreaker(onBreaker: OnBreaker, random: () => number): Breaker {
  const window = createWindow();
  let isOpen = false;
  let nextProbe = 0;
  let probes = 0;
  let inARow = 0;
  let ordinary: Pass = { isProbe: false };

  /** Jittered, so that several gateways do not probe at the same moment. */
  function pause(now: number): void {
    nextProbe = now + openMs * (0.8 + 0.4 * random());
  }

  function failed(now: number): void {
    inARow++;
    if (isOpen || !isFailing()) return;
    isOpen = true;
    pause(now);
    onBreaker('breaker-opened');
  }

  function isFailing(): boolean {
    if (inARow >= failuresInARow) return true;
    const failures = window.marked();
    return failures >= fewestFailures && failures >= failureShare * window.all();
  }

  function close(): void {
    isOpen = false;
    ordinary = { isProbe: false };
    window.clear();
    onBreaker('breaker-closed');
  }

  function endProbe(verdict: Verdict, now: number): void {
    probes--;
    if (!isOpen) return;
    if (verdict === 'success') close();
    // Given up by its caller: it has shown nothing, so the next request is the probe. A failure waits since it began.
    else if (verdict === 'neutral') nextProbe = now;
  }

  return {
    waitMs: (now) => (isOpen ? Math.max(0, nextProbe - now()) : 0),
    begin(now) {
      if (!isOpen) return ordinary;
      pause(now());
      probes++;
      return probe;
    },
    end(pass, verdict, now) {
      const isOfNow = pass.isProbe ? isOpen : pass === ordinary;
      if (verdict !== 'neutral' && isOfNow) {
        window.count(now, verdict === 'failure');
        if (verdict === 'failure') failed(now);
        else inARow = 0;
      }
      if (pass.isProbe) endProbe(verdict, now);
    },
    standing(now) {
      if (!isOpen) return 'closed';
      return probes > 0 || now >= nextProbe ? 'half-open' : 'open';
    },
  };
}

/**
 * What an answer says of the provider. A failure is one that any caller would have met: no connection, no answer in
 * time, a broken one, 502, 503, 504. Neither a 4xx nor a 500 is, as one caller’s input may be what causes it; nor what
 * the caller or the gateway itself ended.
 */
export function verdictOf(answer: NetAnswer): Verdict {
  if (answer.ok) return answer.status >= 502 && answer.status <= 504 ? 'failure' : 'success';
  if (answer.phase === 'request') return 'neutral';
  switch (answer.reason) {
    case 'timeout':
    case 'unreachable':
    case 'bad-encoding':
      return 'failure';
    case 'too-large':
      return 'success';
    case 'aborted':
    case 'forbidden-address':
      return 'neutral';
  }
}
