/** The faults, one by one: how each begins and ends, and what has to hold while it lasts. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Attempt, isKeyed, isWrite } from './calls.ts';
import type { Journal } from './journal.ts';
import type { Scene, SceneNeeds } from './scene.ts';
import { narrowRate } from './workspace.ts';

/** One fault. */
export interface Fault {
  readonly name: string;
  /** What happens, for the table of faults. */
  readonly what: string;
  readonly needs?: SceneNeeds;
  begin(scene: Scene): void | Promise<void>;
  /** What happens between its beginning and its end; without it, three seconds pass. */
  last?(scene: Scene): Promise<void>;
  end(scene: Scene): void | Promise<void>;
  /** Records may be missing, as many as the gateway counts as lost. */
  readonly losesRecords?: boolean;
  /** Whether anything of it was felt; without it, whether calls failed. What was not felt has shown nothing. */
  isFelt?(journal: Journal, during: readonly Attempt[]): boolean;
  /** Told of the calls that were made while it lasted; gives sentences of what did not hold. */
  holds?(during: readonly Attempt[], seconds: number): string[];
}

/** All of them, in the order in which they are played. */
export const faults: readonly Fault[] = [
  {
    name: 'upstream-killed',
    what: 'SIGKILL to the API’s process; it comes back on the same port',
    begin: ({ upstream }) => upstream.kill(),
    end: ({ upstream }) => upstream.start(),
  },
  mode('slow', 'the API answers after 1.5 s, where a call may take 0.6 s'),
  mode('half-open', 'the API accepts connections, reads requests, does some of them and never answers'),
  {
    name: 'upstream-stopped',
    what: 'SIGSTOP to the API’s process: its system still accepts connections; then SIGCONT',
    begin: ({ upstream }) => void upstream.current().child.kill('SIGSTOP'),
    end: ({ upstream }) => void upstream.current().child.kill('SIGCONT'),
  },
  mode('not-http', 'the API answers with bytes that are no HTTP'),
  mode('broken-json', 'the API answers 200 with JSON that is cut off'),
  mode('wrong-length', 'Content-Length is too long, or too short with another whole answer behind it'),
  mode('reset', 'the API resets the connection in the middle of its answer'),
  {
    name: 'dns-gone',
    what: 'the API’s name does not exist any more; each request needs a new connection',
    needs: { byName: true },
    begin: (scene) => {
      scene.turnOn('upstream', 'closing');
      scene.turnOn('dns-gone');
    },
    end: ({ turnOff }) => turnOff('dns-gone'),
  },
  {
    name: 'redis-killed',
    what: 'SIGKILL to Redis, which holds limits and idempotency keys; it comes back with what it had',
    needs: { redis: true },
    begin: ({ redis }) => redis?.kill(),
    end: ({ redis }) => redis?.start(),
    holds: holdsWithoutRedis,
  },
  {
    name: 'redis-stopped',
    what: 'SIGSTOP to Redis: its connections stay open and nothing is answered; then SIGCONT',
    needs: { redis: true },
    begin: ({ redis }) => void redis?.current().child.kill('SIGSTOP'),
    end: ({ redis }) => void redis?.current().child.kill('SIGCONT'),
    holds: holdsWithoutRedis,
  },
  {
    name: 'disk-full',
    what: 'the disk of the audit is full; then there is room again',
    needs: { smallDisk: true },
    losesRecords: true,
    begin: ({ disk, turnOn }) => (disk === null ? turnOn('disk-full') : disk.fill()),
    end: ({ disk, turnOff }) => (disk === null ? turnOff('disk-full') : disk.free()),
    holds: (during) => [
      ...allOf(during, ({ kind, code }) => isWrite(kind) || kind === 'limited' || code === 'ok', 'to read went on'),
      ...(during.some(({ code }) => code === 'audit-unavailable')
        ? []
        : ['No write was refused for want of a record.']),
    ],
  },
  {
    name: 'clock-jump',
    what: 'the gateway’s clock is an hour ahead, then an hour behind, then right',
    begin: ({ turnOn }) => turnOn('clock', '3600000'),
    last: async ({ turnOn }) => {
      await wait(1500);
      turnOn('clock', '-3600000');
      await wait(1500);
    },
    end: ({ turnOff }) => turnOff('clock'),
    isFelt: ({ spanMs }, during) => spanMs > 7_100_000 && during.some(({ code }) => code === 'unauthenticated'),
    holds: (during) => [
      ...allOf(during, ({ kind, code }) => kind === 'token-read' || kind === 'limited' || code === 'ok', 'went on'),
      ...allOf(during, ({ code }) => code === 'ok' || code === 'rate-limited' || code === 'unauthenticated', 'held'),
    ],
  },
  {
    name: 'gateway-killed',
    what: 'twice SIGKILL to the gateway with writes under way; it is started again on the same port',
    begin: async ({ gateway, turnOn }) => {
      turnOn('upstream', 'late');
      await wait(500);
      await gateway.kill();
    },
    last: async ({ gateway }) => {
      await gateway.start();
      await wait(700);
      await gateway.kill();
    },
    end: ({ gateway }) => gateway.start(),
  },
];

function mode(name: string, what: string): Fault {
  return {
    name,
    what,
    begin: ({ turnOn }) => turnOn('upstream', name),
    end: ({ turnOff }) => turnOff('upstream'),
  };
}

function allOf(during: readonly Attempt[], isRight: (attempt: Attempt) => boolean, what: string): string[] {
  const wrong = during.filter((attempt) => !isRight(attempt));
  if (wrong.length === 0) return [];
  const codes = [...new Set(wrong.map(({ kind, code }) => `${kind}: ${code}`))].join(', ');
  return [`Not every call ${what}: ${wrong.length} of ${during.length} did not (${codes}).`];
}

function holdsWithoutRedis(during: readonly Attempt[], seconds: number): string[] {
  return [
    ...allOf(during, ({ kind, code }) => isKeyed(kind) || kind === 'limited' || code === 'ok', 'went on'),
    ...allOf(during, ({ kind, code }) => !isKeyed(kind) || code !== 'ok', 'with a key of its own was refused'),
    ...sharedLimitHolds(during, seconds),
  ];
}

/** Half of the limit, which is the share of a gateway that counts alone; and neither all nor nothing. */
function sharedLimitHolds(during: readonly Attempt[], seconds: number): string[] {
  const allowed = during.filter(({ kind, code }) => kind === 'limited' && code === 'ok').length;
  // What was under way when Redis was killed may have been counted there.
  const most = (narrowRate.requestsPerMinute / 60 / 2) * seconds + narrowRate.burst / 2 + 1;
  if (allowed > most) return [`${allowed} calls passed a limit of which the share allows ${Math.floor(most)}.`];
  return allowed === 0 ? ['A limit let nothing pass while Redis was gone.'] : [];
}
