/** Calls capabilities with their examples, on the way that every call goes, and holds what came against what is declared. */
import { randomUUID } from 'node:crypto';
import { admitTenant, findTenant } from '../call/authorize.ts';
import { createCalls, type Calls } from '../call/call.ts';
import type { Call } from '../call/origin.ts';
import type { Refusal, Reply } from '../call/reply.ts';
import { createServingHolder, type Serving } from '../call/serving.ts';
import type { Runtime } from '../runtime.ts';
import type { Json } from '../schema.ts';
import type { RoutingTable, Upstream } from '../table/table.ts';
import type { TenantState } from '../table/routes.ts';
import type { Take } from '../verify/cassette.ts';
import { judged, unjudged, type VerifiedCapability } from '../verify/report.ts';
import { seenIn, verifyStructures, verifyValues } from '../verify/verify.ts';
import { jsonAnswers, tapNet } from './verify-tap.ts';
import type { Target } from './verify-targets.ts';

/** One capability verified, and what of it may be kept. */
export interface Verified {
  readonly report: VerifiedCapability;
  readonly take: Take | null;
}

/** Verifies one target after the other. */
export type Verifier = (target: Target, options: { readonly writes: boolean }) => Promise<Verified>;

/** What is served while verifying. */
export interface VerifiedTable {
  readonly table: RoutingTable;
  readonly states: ReadonlyMap<string, TenantState>;
}

/** Makes a verifier over a runtime. Its calls are recorded without their payloads. */
export function createVerifier(runtime: Runtime, { table, states }: VerifiedTable): Verifier {
  const tap = tapNet(runtime.ports.net);
  const calls = createCalls({ ...runtime.ports, net: tap.net, payloadBytes: () => 0 });
  const serving = createServingHolder(runtime.servingFacts(null), table, states).current();
  return async (target, { writes }) => {
    const given = argumentsOf(target, writes);
    if (typeof given === 'string') return { report: unjudged(target, 'skipped', given), take: null };
    const answers: Json[] = [];
    const results: Json[] = [];
    for (const args of given) {
      const reply = await run(calls, serving, target, { args, table, runtime });
      const upstream = target.shard.upstreams[target.operation.upstream] as Upstream;
      const seen = jsonAnswers(tap.take(), target.operation, upstream);
      if (reply.kind === 'refusal')
        return { report: unjudged(target, 'failed', refusalText(reply.refusal)), take: null };
      answers.push(...seen);
      if (reply.kind === 'json') results.push(JSON.parse(reply.text) as Json);
    }
    return verified(target, { given, answers, results });
  };
}

function verified(
  target: Target,
  { given, answers, results }: { given: readonly Record<string, Json>[]; answers: Json[]; results: Json[] },
): Verified {
  const { schemas, operation } = target;
  const seen = seenIn(answers, results, schemas);
  const findings = [...verifyStructures(seen, schemas), ...verifyValues(answers, results, schemas)];
  const request = `${operation.method} ${operation.path.map((part) => (typeof part === 'string' ? part : `{${part.parameter}}`)).join('')}`;
  return {
    report: judged(target, { examples: given.length, answers: answers.length }, findings),
    take: { ...seen, request, calls: given.length, arguments: given.flatMap((args) => Object.keys(args)) },
  };
}

/** The arguments of each example; a capability that needs none is asked without. Else a sentence why it is not asked. */
function argumentsOf({ operation }: Target, writes: boolean): readonly Record<string, Json>[] | string {
  if (!operation.hints.readOnly && !writes) return 'It writes, and is not called without --writes.';
  if (operation.needsApproval) return 'Each of its calls needs a person’s approval.';
  if (operation.examples.length > 0) return operation.examples.map(({ arguments: args }) => args);
  const required = (operation.input['required'] ?? []) as readonly string[];
  if (!operation.hints.readOnly) return 'It has no example, so it cannot be verified: add one under spec.examples.';
  if (required.length === 0) return [{}];
  return `It has no example, so it cannot be verified: add one under spec.examples, with ${required.join(', ')}.`;
}

async function run(
  calls: Calls,
  serving: Serving,
  target: Target,
  { args, table, runtime }: { args: Record<string, Json>; table: RoutingTable; runtime: Runtime },
): Promise<Reply> {
  const principal = { kind: 'local' } as const;
  const tenant = findTenant(serving, principal, target.tenant);
  if ('kind' in tenant) return tenant;
  const shard = admitTenant(serving, tenant);
  if ('kind' in shard) return shard;
  const call: Call = {
    shard,
    operation: target.operation,
    arguments: args,
    table: table.version,
    origin: {
      principal,
      face: 'cli',
      callId: randomUUID(),
      trace: runtime.ports.telemetry.trace(undefined, undefined),
      idempotencyKey: null,
      requestBytes: 0,
      startedAt: Date.now(),
    },
  };
  return (await calls.run(call)).reply;
}

/** An upstream's own words may hold values, and so may what is said of an argument: its code, status and names are enough. */
function refusalText({ code, upstream, errors }: Refusal): string {
  const status = upstream === undefined ? '' : ` (the API answered ${upstream.status})`;
  const names = (errors ?? []).map(({ argument }) => argument).filter((name) => name !== '');
  const about = names.length === 0 ? '' : `: ${names.join(', ')}`;
  return `The call was refused with "${code}"${status}${about}. "smarteros call" tells more.`;
}
