/** What every tool of a request works with: who calls, what that one may call, and the one way in which calls are run. */
import { randomUUID } from 'node:crypto';
import { operationDigestOf } from '../call/approval-key.ts';
import { audienceOf } from '../call/audience.ts';
import { findCapability } from '../call/authorize.ts';
import { callerIdOf, type Principal } from '../call/principal.ts';
import type { Refused } from '../call/reply.ts';
import type { Serving } from '../call/serving.ts';
import type { Json } from '../schema.ts';
import { resultTokensOf } from '../table/result-tokens.ts';
import { operationOf, operationOfTool } from '../table/routes.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { withApprovalLink } from './approval-link.ts';
import { idempotencyKeyOf, originOf, turnAway, type Arrival } from './arrival.ts';
import type { Gateway, Place } from './gateway.ts';
import type { ToolCall, ToolResult } from './mcp-port.ts';
import { metaKeys } from './mcp-protocol.ts';
import { toolResult } from './mcp-result.ts';
import { beginning, shownResult, type ResultPlace } from './mcp-window.ts';

/** What of a gateway the tools of a request need: a process without an HTTP face has it too. */
export type ToolGateway = Pick<Gateway, 'calls' | 'intents' | 'telemetry' | 'version' | 'onError'> & {
  readonly place?: Place;
};

/** One caller and one tenant, in one version of the table, for one request. */
export interface ToolScope {
  readonly gateway: ToolGateway;
  readonly serving: Serving;
  readonly principal: Principal;
  readonly shard: TenantShard;
  /** Under which our own mistakes are logged. */
  readonly callId: string;
  /** What the caller sees, in the table's order. */
  operations(): readonly Operation[];
  /** The capability of a name, or of a tool's name, as the caller may call it. */
  find(capability: string): Operation | Refused;
  /**
   * Runs a call, as every face does: with the same policy, limits, validation and record. Its result is shown from a place
   * on, as much of it as the caller's model can take.
   */
  run(
    operation: Operation,
    args: Readonly<Record<string, Json>>,
    call: ToolCall,
    place?: ResultPlace,
  ): Promise<ToolResult>;
  /** Counts what is asked beside calls against the caller's limits; null when it may go on. */
  admit(): Promise<Refused | null>;
  /** Whether the caller sees a capability. */
  sees(capability: string): boolean;
  /** Ends a call before there is anything to run, with a refusal that is recorded. */
  refuse(capability: string | null, refused: Refused): ToolResult;
  /** Records a call to a tool that is not there for this caller. */
  refuseUnknown(tool: string): void;
}

/** Makes the scope of a request that has come in. */
export function scopeOf(gateway: ToolGateway, arrival: Arrival, principal: Principal, shard: TenantShard): ToolScope {
  const { serving, trace } = arrival;
  let isTaken = false;
  /** Each call is one by itself: those of a batch after the first get ids of their own, and no trace of the first. */
  const arrivalOf = (capability: string | null): Arrival => {
    const mine = isTaken ? { ...arrival, trace, callId: randomUUID() } : arrival;
    isTaken = true;
    mine.capability = capability;
    return mine;
  };
  const sees = (capability: string): boolean => audienceOf(serving, principal, shard).names.has(capability);
  const find = (name: string): Operation | Refused =>
    findCapability(serving, principal, shard, nameOf(shard, name, sees));
  return {
    gateway,
    serving,
    principal,
    shard,
    callId: arrival.callId,
    operations: () => audienceOf(serving, principal, shard).operations,
    sees,
    admit: async () => (await gateway.calls.admit(shard, principal)).refused,
    find,
    run: async (operation, args, { meta, signal }, place = beginning) => {
      const mine = arrivalOf(operation.capability);
      if (meta !== undefined) takeTrace(gateway, mine, meta);
      const key = idempotencyKeyOf(meta?.[metaKeys.idempotencyKey]);
      const called =
        typeof key === 'object' && key !== null
          ? turnAway(gateway, mine, key)
          : await gateway.calls.run({
              shard,
              operation,
              arguments: args,
              table: serving.routes.table.version,
              origin: originOf(mine, principal, key, signal),
            });
      const reply = withApprovalLink(called.reply, serving, gateway.place ?? null, shard.name);
      return shownResult(
        { ...called, reply },
        {
          operation,
          tokens: resultTokensOf(operation, principal.kind === 'client' ? principal.grant : null),
          place,
          cursorTo: (to) => {
            const digest = operationDigestOf(shard, operation);
            const there = { ...to, capability: operation.capability, digest, arguments: args };
            const holder = { tenant: shard.name, caller: callerIdOf(principal) };
            return gateway.calls.cursors.make(holder, there, serving.now());
          },
        },
      );
    },
    refuse: (capability, refused) => toolResult(turnAway(gateway, arrivalOf(capability), refused), null),
    refuseUnknown: (tool) => {
      const mine = arrivalOf(operationOfTool(shard, tool)?.capability ?? null);
      const refused = find(tool);
      if ('kind' in refused) turnAway(gateway, mine, refused);
    },
  };
}

/** Models write a capability's name as often as its tool's. What is hidden is not told to whoever knows its tool's. */
function nameOf(shard: TenantShard, name: string, sees: ToolScope['sees']): string {
  if (operationOf(shard, name) !== undefined) return name;
  const capability = operationOfTool(shard, name)?.capability;
  return capability !== undefined && sees(capability) ? capability : name;
}

/** The trace of the message, for a request that is part of none itself. */
function takeTrace({ telemetry }: ToolGateway, arrival: Arrival, meta: Readonly<Record<string, Json>>): void {
  const { traceparent, tracestate } = metaKeys;
  const [parent, state] = [meta[traceparent], meta[tracestate]];
  if (arrival.trace.parentId !== null || typeof parent !== 'string') return;
  arrival.trace = telemetry.trace(parent, typeof state === 'string' ? state : undefined);
}
