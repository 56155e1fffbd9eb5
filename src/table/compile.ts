/** Linked resources → shards of the routing table: plain, frozen, deterministic data. */
import type { LinkContext, LinkedCapability, LinkedShared, LinkedTenant, ResourceOf } from '../link/link.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { allowFindings, grantOf } from './access.ts';
import { deepFreeze, digestOf, sortKeys, tenantUid } from './canonical.ts';
import { checkExamples } from './examples.ts';
import { compileOperation, toolName } from './operation.ts';
import type { Finding, Report } from './report.ts';
import { secretNeeds, type SecretNeed } from './secret-needs.ts';
import { standingOf, type Standing } from './standing.ts';
import { resolveLimits } from './system.ts';
import {
  tableFormat,
  type ClientGrant,
  type Operation,
  type RoutingTable,
  type SystemShard,
  type TenantShard,
  type Upstream,
} from './table.ts';
import { compileUpstream } from './upstream.ts';

export type { SecretNeed } from './secret-needs.ts';

/** What compiling one tenant gives. */
export interface CompiledTenant {
  readonly name: string;
  /** Null when something of the tenant is wrong: nothing half-right is ever served. */
  readonly shard: TenantShard | null;
  /** The clients of every manifest that is right, also when the shard is null: who may call is never kept from before. */
  readonly clients: Readonly<Record<string, ClientGrant>>;
  /** Whether the tenant may be served at all, as its manifest says now; null when that manifest is broken. */
  readonly standing: Standing | null;
  readonly secrets: readonly SecretNeed[];
  readonly problems: readonly Problem[];
}

/** What compiling asks of its caller. */
export interface CompileContext {
  readonly locate: LinkContext['locate'];
  /** Check examples against the derived schemas: costs a compiled validator each, so only `check` asks for it. */
  readonly examples: boolean;
}

/** Compiles one tenant. `brokenFiles` says that a file of it did not even parse or validate. */
export function compileTenant(
  linked: LinkedTenant,
  shared: LinkedShared,
  brokenFiles: boolean,
  context: CompileContext,
): CompiledTenant {
  const problems: Problem[] = [];
  const upstreams: Record<string, Upstream> = {};
  const operations = compileOperations(linked, upstreams, context, problems);
  // While capabilities are missing because of another mistake, a pattern without a match is no second one.
  const complete = !brokenFiles && linked.complete && !hasErrors(linked.problems);
  const clients = compileClients(linked.clients, complete ? Object.keys(operations) : null, context, problems);
  const broken = !complete || linked.resource === null || hasErrors(problems);
  return {
    name: linked.name,
    shard: broken ? null : tenantShard(linked.resource, linked, shared, { clients, upstreams, operations }),
    clients,
    standing: linked.resource === null ? null : standingOf(linked.resource, linked.plan),
    secrets: secretNeeds(linked, upstreams),
    problems: [...linked.problems, ...problems],
  };
}

/** Puts shards together; tenants in code-unit order, the version a digest over the digests. */
export function assembleTable(system: SystemShard, shards: Iterable<TenantShard>): RoutingTable {
  const sorted = [...shards].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const version = digestOf([system.digest, ...sorted.map((shard) => `${shard.name}:${shard.digest}`)].join('\n'));
  return Object.freeze({
    format: tableFormat,
    version,
    system,
    tenants: Object.freeze(Object.fromEntries(sorted.map((shard) => [shard.name, shard]))),
  });
}

/** The last good shard with today's access: how a degraded tenant is suspended or loses a client at once and keeps its operations. */
export function withAccess(shard: TenantShard, now: Pick<CompiledTenant, 'clients' | 'standing'>): TenantShard {
  const { digest: _, ...rest } = shard;
  return sealShard({ ...rest, ...now.standing, clients: now.clients });
}

/** Names are sorted, so that no order of files shows; inside an operation the author's order stays, as results show it. */
function sealShard(body: Omit<TenantShard, 'digest'>): TenantShard {
  const sorted = {
    ...body,
    clients: sortKeys(body.clients),
    upstreams: sortKeys(body.upstreams),
    operations: sortKeys(body.operations),
  };
  return deepFreeze({ digest: digestOf(JSON.stringify(sorted)), ...sorted });
}

function tenantShard(
  tenant: ResourceOf<'Tenant'>,
  linked: LinkedTenant,
  shared: LinkedShared,
  parts: Pick<TenantShard, 'clients' | 'upstreams' | 'operations'>,
): TenantShard {
  const { metadata, spec } = tenant;
  return sealShard({
    name: tenant.name,
    uid: metadata.uid ?? tenantUid(tenant.name),
    title: metadata.title ?? spec.businessName,
    description: metadata.description ?? '',
    businessName: spec.businessName,
    rut: spec.rut,
    ...standingOf(tenant, linked.plan),
    type: spec.type,
    plan: spec.plan ?? null,
    limits: resolveLimits(shared.system, linked.plan),
    ...parts,
  });
}

// ── operations ──────────────────────────────────────────────────────────────────────────────────────────────────────

function compileOperations(
  linked: LinkedTenant,
  upstreams: Record<string, Upstream>,
  context: CompileContext,
  problems: Problem[],
): Record<string, Operation> {
  const operations: Record<string, Operation> = {};
  const tools = new Map<string, LinkedCapability>();
  for (const capability of linked.capabilities) {
    const found: Problem[] = [];
    const report = reporter(capability.resource, context, found);
    const tool = toolName(capability.resource.name);
    const other = tools.get(tool);
    if (other !== undefined) report(toolCollision(capability.resource.name, other.resource, tool));
    tools.set(tool, capability);
    const provider = capability.provider.resource;
    const upstream = (upstreams[provider.name] ??= compileUpstream(provider));
    const operation = compileOperation(capability, upstream, report);
    // A schema that is wrong itself makes no checker.
    if (context.examples && !hasErrors(found)) checkExamples(operation, report);
    operations[operation.capability] = operation;
    problems.push(...found);
  }
  return operations;
}

function reporter(
  resource: ResourceOf<'Capability'> | ResourceOf<'Client'>,
  context: CompileContext,
  problems: Problem[],
): Report {
  return ({ code, at, key, severity, message, hint }) => {
    const span = context.locate(resource.file, resource.document, at, key === true ? 'key' : 'value');
    problems.push({ code, severity: severity ?? 'error', message, ...(hint === undefined ? {} : { hint }), span });
  };
}

function toolCollision(name: string, other: LinkedCapability['resource'], tool: string): Finding {
  return {
    code: 'tool-collision',
    at: ['metadata', 'name'],
    message: `Capabilities "${name}" and "${other.name}" would both be the tool "${tool}" (${other.file}:${other.line}).`,
    hint: 'Rename one: tool names keep letters, digits and underscores only.',
  };
}

// ── access ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `capabilities` is null when it is not known which there are. */
function compileClients(
  clients: readonly ResourceOf<'Client'>[],
  capabilities: readonly string[] | null,
  context: CompileContext,
  problems: Problem[],
): Record<string, ClientGrant> {
  const grants: Record<string, ClientGrant> = {};
  for (const client of clients) {
    grants[client.name] = grantOf(client);
    if (capabilities !== null) allowFindings(client, capabilities).forEach(reporter(client, context, problems));
  }
  return grants;
}
