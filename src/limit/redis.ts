/** Limits of several gateways together, counted in one Redis; a share of each is kept here while that is out of reach. */
import { type Redis, RedisFailure, type RedisReply } from '../net/redis.ts';
import type { Rate } from '../table/table.ts';
import { decisionOf, longestWait, smallestShare } from './decision.ts';
import { type Pace, paceOf } from './gcra.ts';
import type { LimitDecision, Limiter, LimitRule } from './limit.ts';
import { createMemoryLimiter } from './memory.ts';
import { countingScript, ticksPerSecond } from './redis-script.ts';

/** How limits are counted together. */
export interface RedisLimiterOptions {
  /** How long a call waits for Redis before it is counted here. */
  readonly timeoutMs?: number;
  /** The part of each limit that this process may use while Redis is out of reach: 1 divided by the number of gateways, say. */
  readonly share?: number;
  /** Called when counting goes over to this process, and when it goes back. */
  readonly onEvent?: (event: 'limiter-degraded' | 'limiter-recovered', detail: string) => void;
  /** True when the connection was waited for and did not come, so that it is told now and not with the first call. */
  readonly startsDegraded?: boolean;
}

const keyPrefix = 'smarteros:limit:';
/** Pause between two looks whether Redis is back. */
const probeMs = 250;
/** Counted to find out whether Redis does all that counting needs, writing too. */
const probeRule: LimitRule = { key: 'probe', scope: 'tenant', rate: { limit: 1000, seconds: 1, burst: 1000 } };

/** Makes a limiter over a connection, which stays its owner's: closing the limiter leaves it open. */
export function createRedisLimiter(redis: Redis, options: RedisLimiterOptions = {}): Limiter {
  const { timeoutMs = 50, share = 0.5, onEvent = () => {} } = options;
  const script = redis.script(countingScript, timeoutMs);
  const local = createMemoryLimiter();
  const shareOf = createSharing(share);
  let probe: NodeJS.Timeout | null = null;
  let isDegraded = false;
  let isClosed = false;

  async function count(rules: readonly LimitRule[], mode: 'take' | 'peek'): Promise<LimitDecision> {
    const paces = rules.map(({ rate }) => paceOf(rate, ticksPerSecond));
    const numbers = paces.flatMap(({ interval, capacity }) => [String(interval), String(capacity)]);
    const keys = rules.map(({ key }) => `${keyPrefix}${key}`);
    return readReply(await script.run(keys, [mode, ...numbers]), rules, paces);
  }

  async function ask(rules: readonly LimitRule[], mode: 'take' | 'peek'): Promise<LimitDecision> {
    try {
      return await count(rules, mode);
    } catch (error) {
      if (!(error instanceof RedisFailure)) throw error;
      degrade(error.message);
      return local[mode](rules.map(shareOf));
    }
  }

  function degrade(detail: string): void {
    if (isDegraded || isClosed) return;
    isDegraded = true;
    onEvent('limiter-degraded', detail);
    probeLater();
  }

  function probeLater(): void {
    probe = setTimeout(() => void lookAgain(), probeMs).unref();
  }

  async function lookAgain(): Promise<void> {
    const isBack = await count([probeRule], 'take').then(
      () => true,
      () => false,
    );
    if (isClosed) return;
    if (!isBack) return probeLater();
    isDegraded = false;
    onEvent('limiter-recovered', `${redis.place} answers again.`);
  }

  function decide(rules: readonly LimitRule[], mode: 'take' | 'peek'): LimitDecision | Promise<LimitDecision> {
    if (!isDegraded && redis.isReady()) return ask(rules, mode);
    degrade(`${redis.place} is not connected.`);
    return local[mode](rules.map(shareOf));
  }

  if (options.startsDegraded === true) degrade(`${redis.place} is not connected.`);
  return {
    take: (rules) => decide(rules, 'take'),
    peek: (rules) => decide(rules, 'peek'),
    isDegraded: () => isDegraded || !redis.isReady(),
    close: async () => {
      isClosed = true;
      if (probe !== null) clearTimeout(probe);
      await local.close();
    },
  };
}

/** The script's answer: 1 or 0 for allowed or not, then how many ticks each limit is ahead of now. */
function readReply(reply: RedisReply, rules: readonly LimitRule[], paces: readonly Pace[]): LimitDecision {
  const [allowed, ...debts] = reply as readonly number[];
  const standings = paces.map((pace, index) => ({ pace, arrival: debts[index] as number }));
  const place = allowed === 1 ? smallestShare(standings, 0) : longestWait(standings, 0);
  const standing = standings[place] as (typeof standings)[number];
  return decisionOf(rules[place] as LimitRule, standing, 0, ticksPerSecond, allowed === 1);
}

/** The same rules at a share of their rates, at least one call each. Told to callers so, as it is what holds meanwhile. */
function createSharing(share: number): (rule: LimitRule) => LimitRule {
  const shared = new WeakMap<Rate, Rate>();
  const scale = (count: number) => Math.max(1, Math.floor(count * share));
  return (rule) => {
    let rate = shared.get(rule.rate);
    if (rate === undefined) {
      const { limit, seconds, burst } = rule.rate;
      shared.set(rule.rate, (rate = { limit: scale(limit), seconds, burst: scale(burst) }));
    }
    return { ...rule, rate };
  };
}
