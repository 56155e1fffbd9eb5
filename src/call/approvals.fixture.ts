/** A tenant whose refunds and exports need approval, for tests: calls of its clients, and people who decide. */
import { buildOf } from '../build/workspace.fixture.ts';
import { capability, client, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import type { Json } from '../schema.ts';
import type { RoutingTable } from '../table/table.ts';
import { createCalls, type CallPorts, type CallResult } from './call.ts';
import { plainOrigin, refusalOf } from './call.fixture.ts';
import type { CallOrigin } from './origin.ts';
import type { Principal } from './principal.ts';
import type { Rehearsal } from './rehearse.ts';

const endpoints = {
  refund: { method: 'POST', path: '/refunds', body: { schema: { type: 'object' } } },
  keyed: {
    method: 'POST',
    path: '/keyed',
    body: { schema: { type: 'object' } },
    idempotencyKey: { header: 'Idempotency-Key' },
  },
  export: { method: 'GET', path: '/customers', parameters: [{ name: 'q', in: 'query', schema: {} }] },
};

const approval = 'required';

/** The workspace; parts of it may be others. */
export function refunds(
  changes: { provider?: object; capability?: object; system?: object; tenant?: object } = {},
): Manifests {
  const order = { arguments: { order: { to: 'body' } } };
  return {
    ...system({ ...changes.system }),
    ...tenant('demo', { ...changes.tenant }),
    ...provider('demo', 'shop', 'http://127.0.0.1:1', endpoints, { retry: { attempts: 1 }, ...changes.provider }),
    ...capability('demo', 'orders.refund', 'shop/refund', { ...order, approval, ...changes.capability }),
    ...capability('demo', 'orders.keyed', 'shop/keyed', { ...order, approval }),
    ...capability('demo', 'customers.export', 'shop/export', { arguments: { q: {} }, approval }),
    ...client('demo', 'agent', ['*']),
    ...client('demo', 'other', ['*']),
    ...client('demo', 'boss', [], { approve: ['orders.*', 'customers.export'] }),
  };
}

/** How a test's call came, beside what it calls. */
export interface Asked {
  readonly client?: string;
  readonly manifests?: Manifests;
  readonly origin?: Partial<CallOrigin>;
}

/** A tenant that is called. */
export interface Stage {
  call(capability: string, args?: Json, asked?: Asked): Promise<CallResult>;
  /** The approval that a call is told of; fails for a call that is not refused for the want of one. */
  ask(capability: string, args?: Json, asked?: Asked): Promise<string>;
  rehearse(capability: string, args?: Json, asked?: Asked): Promise<Rehearsal>;
  /** What `boss` says; gives where the approval stands then, or the code of the refusal. */
  decide(id: string, verdict?: 'approve' | 'deny', note?: string): Promise<string>;
  readonly calls: ReturnType<typeof createCalls>;
}

/** Sets it up over the ports of the test’s choice. */
export function approvalStage(ports: CallPorts): Stage {
  const calls = createCalls(ports);
  const callOf = (name: string, args: Json, { client: who = 'agent', manifests = refunds(), origin = {} }: Asked) => {
    const table = tableOf(manifests);
    const shard = table.tenants['demo'];
    const operation = shard?.operations[name];
    if (shard === undefined || operation === undefined) throw new Error(`no ${name}`);
    const principal = clientOf(table, who);
    return {
      shard,
      operation,
      arguments: args,
      table: table.version,
      origin: { ...plainOrigin, principal, ...origin },
    };
  };
  return {
    calls,
    call: (name, args = {}, asked = {}) => calls.run(callOf(name, args, asked)),
    ask: async (name, args = {}, asked = {}) => {
      const { code, approval: told } = refusalOf((await calls.run(callOf(name, args, asked))).reply);
      if (code !== 'approval-required' || told === undefined) throw new Error(`${code} instead of approval-required`);
      return told.id;
    },
    rehearse: (name, args = {}, asked = {}) => calls.rehearse(callOf(name, args, asked)),
    decide: async (id, verdict = 'approve', note) => {
      const found = await calls.approvals.find('demo', id);
      if ('kind' in found) return found.refusal.code;
      const by = { origin: { ...plainOrigin, principal: clientOf(tableOf(refunds()), 'boss') }, table: '', shard: '' };
      const decided = await calls.approvals.decide(found.record, { verdict, note: note ?? null }, by);
      return 'kind' in decided ? decided.refusal.code : decided.standing;
    },
  };
}

function clientOf(table: RoutingTable, name: string): Principal {
  const grant = table.tenants['demo']?.clients[name];
  if (grant === undefined) throw new Error(`no client ${name}`);
  return { kind: 'client', tenant: 'demo', grant };
}

function tableOf(manifests: Manifests): RoutingTable {
  const { table, problems } = buildOf(manifests);
  if (table.tenants['demo'] === undefined) throw new Error(JSON.stringify(problems, null, 2));
  return table;
}
