/** What an approval covers, as digests: where a call finds its approval, and where people find it by its id. */
import { randomBytes } from 'node:crypto';
import { createIdentityMemo } from '../memo.ts';
import { digestOf } from '../table/canonical.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { fingerprintOf } from './idempotency-key.ts';
import type { Call } from './origin.ts';
import { callerIdOf } from './principal.ts';

/** A new id: 128 random bits in hex, which nobody guesses and every URL takes. */
export function newApprovalId(): string {
  return randomBytes(16).toString('hex');
}

const operationDigests = createIdentityMemo<string>();

/** A digest of the operation and of the API behind it, both as compiled: what an approver was shown rests on no less. */
export function operationDigestOf(shard: TenantShard, operation: Operation): string {
  const upstream = shard.upstreams[operation.upstream];
  return operationDigests(operation, [upstream], () => digestOf(JSON.stringify([operation, upstream])));
}

/** Where a call's approval is found: by its tenant, its caller, its operation and its arguments, and by nothing less. */
export function callKeyOf({ shard, operation, arguments: args, origin }: Call): string {
  const covered = [shard.name, callerIdOf(origin.principal), operationDigestOf(shard, operation), fingerprintOf(args)];
  return `approval-call:${digestOf(JSON.stringify(covered))}`;
}

/** Where an approval is kept. The id may be any text: one that nobody was given finds nothing, as does another tenant's. */
export function approvalKey(tenant: string, id: string): string {
  return `approval:${digestOf(JSON.stringify([tenant, id]))}`;
}

/** Where a tenant's open approvals are listed. */
export function openListKey(tenant: string): string {
  return `approvals-open:${digestOf(tenant)}`;
}
