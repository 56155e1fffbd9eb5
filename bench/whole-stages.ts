/** The whole of a call, over a company's API that answers at once: how much of it is each of the ports. */
import { randomUUID } from 'node:crypto';
import { createCalls, type CallPorts } from '../src/call/call.ts';
import { limitRulesOf } from '../src/call/limits.ts';
import type { Call } from '../src/call/origin.ts';
import type { NetAnswer } from '../src/net/net.ts';
import { againTogether, beginOf, end, type Stage, type StageOptions } from './stage.ts';

/** The whole of a call, and the same with one port after the other that does nothing. */
export function wholeStages({ ports, read, write }: StageOptions): Stage[] {
  const whole = (name: string, changes: Partial<CallPorts>, call: Call): Stage => {
    const used = { ...ports, ...changes };
    const calls = createCalls(used);
    const once = async (): Promise<void> => {
      const trace = used.telemetry.trace(undefined, undefined);
      const { reply } = await calls.run({ ...call, origin: { ...call.origin, callId: randomUUID(), trace } });
      if (reply.kind !== 'json') throw new Error(`A call was answered with ${JSON.stringify(reply)}`);
    };
    return againTogether(name, once, () => used.audit.end(beginOf(read, false), end));
  };
  const { trace } = read.origin;
  const idle = {
    limits: { limiter: { ...ports.limiter, take: always(ports, read) } },
    resilience: {
      resilience: {
        ...ports.resilience,
        run: async (_owner: unknown, _upstream: unknown, attempted: { send(): Promise<NetAnswer> }) =>
          ({ kind: 'answered', answer: await attempted.send(), attempts: 1, sentBefore: false }) as const,
      },
    },
    audit: { audit: { begin: async () => true, end: async () => true, close: async () => {} }, payloadBytes: () => 0 },
    telemetry: { telemetry: { ...ports.telemetry, trace: () => trace, ended: () => {} } },
  };
  return [
    whole('whole read', {}, read),
    ...Object.entries(idle).map(([name, port]) => whole(`whole read without ${name}`, port, read)),
    whole('whole read without any of them', Object.assign({}, ...Object.values(idle)) as Partial<CallPorts>, read),
    whole('whole write', {}, write),
  ];
}

function always({ limiter }: CallPorts, { shard, operation, origin }: Call) {
  const decision = limiter.take(limitRulesOf(shard, operation, origin.principal));
  return () => decision;
}
