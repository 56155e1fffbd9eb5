/** Linked resources → shards of the routing table: plain, frozen, deterministic data. */
import type { LinkContext, LinkedCapability, LinkedShared, LinkedTenant, ResourceOf } from '../link/link.ts';
import { createIdentityMemo } from '../memo.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { accessRulesOf, ruleAllowFindings } from './access-rules.ts';
import { allowFindings, grantOf } from './access.ts';
import { deepFreeze, digestOf, sortKeys } from './canonical.ts';
import { checkExamples } from './examples.ts';
import { checkLimits } from './limit-checks.ts';
import { limitsOf } from './limits.ts';
import { compileOperation, toolName } from './operation.ts';
import type { Finding } from './report.ts';
import { capabilityReporter, manifestReporter } from './reporter.ts';
import { sealedOf } from './sealed.ts';
import { secretNeeds, type SecretNeed } from './secret-needs.ts';
import { standingOf, type Standing } from './standing.ts';
import {
  tableFormat,
  type AccessRule,
  type ClientGrant,
  type Operation,
  type RoutingTable,
  type SystemShard,
  type TenantShard,
  type Upstream,
} from './table.ts';
import { resolveDirectTools, resolveTenantDescription, resolveTenantTitle, resolveUid } from './tenant.ts';
import { compileUpstream } from './upstream.ts';

export type { SecretNeed } from './secret-needs.ts';

/** What compiling one tenant gives. */
export interface CompiledTenant {
  readonly name: string;
  /** Null when something of the tenant is wrong: nothing half-right is ever served. */
  readonly shard: TenantShard | null;
  /** The clients of every manifest that is right, also when the shard is null: who may call is never kept from before. */
  readonly clients: Readonly<Record<string, ClientGrant>>;
  /** What holders of tokens may call; nothing while the tenant’s own manifest is broken, whatever stood there before. */
  readonly access: readonly AccessRule[];
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
  // A provider may have the name of what every object inherits.
  const upstreams = Object.create(null) as Record<string, Upstream>;
  const operations = compileOperations(linked, upstreams, context, problems);
  // While capabilities are missing because of another mistake, a pattern without a match is no second one.
  const complete = !brokenFiles && linked.complete && !hasErrors(linked.problems);
  const clients = compileClients(linked, complete, context, problems);
  const access = compileAccess(linked, complete, context, problems);
  checkLimits(linked, shared, context, problems);
  const broken = !complete || linked.resource === null || hasErrors(problems);
  return {
    name: linked.name,
    shard: broken ? null : tenantShard(linked.resource, linked, shared, { clients, access, upstreams, operations }),
    clients,
    access,
    standing: linked.resource === null ? null : standingOf(linked.resource, linked.plan),
    secrets: secretNeeds(linked, shared, upstreams),
    problems: [...linked.problems, ...problems, ...linked.elsewhere],
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
export function withAccess(
  shard: TenantShard,
  now: Pick<CompiledTenant, 'clients' | 'access' | 'standing'>,
): TenantShard {
  const { digest: _, ...rest } = shard;
  return sealShard({ ...rest, ...now.standing, clients: now.clients, access: now.access });
}

/** Names are sorted, so that no order of files shows; inside an operation the author's order stays, as results show it. */
export function sealShard(body: Omit<TenantShard, 'digest'>): TenantShard {
  const sorted = {
    ...body,
    sealed: sortKeys(body.sealed),
    clients: sortKeys(body.clients),
    upstreams: sortKeys(body.upstreams),
    operations: sortKeys(body.operations),
    prompts: sortKeys(body.prompts),
  };
  return deepFreeze({ digest: shardDigest(sorted), ...sorted });
}

/** Over the operations' own digests, so that one changed capability of a thousand costs one. */
function shardDigest(body: Omit<TenantShard, 'digest'>): string {
  const operations = Object.values(body.operations).map(operationDigest);
  return digestOf(JSON.stringify({ ...body, operations }));
}

/** Whether a shard that was kept as text is still what its digest says. */
export function isIntact({ digest, ...body }: TenantShard): boolean {
  return shardDigest(body) === digest;
}

const operationDigests = createIdentityMemo<string>();

function operationDigest(operation: Operation): string {
  return operationDigests(operation, [], () => digestOf(JSON.stringify(operation)));
}

function tenantShard(
  tenant: ResourceOf<'Tenant'>,
  linked: LinkedTenant,
  shared: LinkedShared,
  parts: Pick<TenantShard, 'clients' | 'access' | 'upstreams' | 'operations'>,
): TenantShard {
  const { spec } = tenant;
  return sealShard({
    name: tenant.name,
    uid: resolveUid(tenant).value,
    title: resolveTenantTitle(tenant).value,
    description: resolveTenantDescription(tenant).value,
    businessName: spec.businessName,
    rut: spec.rut,
    ...standingOf(tenant, linked.plan),
    type: spec.type,
    plan: spec.plan ?? null,
    limits: limitsOf(shared, linked.plan, tenant),
    sealed: sealedOf(linked.secrets),
    directTools: resolveDirectTools(tenant, linked.plan).value,
    prompts: {},
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
    const tool = toolName(capability.resource.name);
    const other = tools.get(tool);
    if (other !== undefined)
      capabilityReporter(capability, context, problems)(toolCollision(capability.resource.name, other.resource, tool));
    tools.set(tool, capability);
    const { provider } = capability;
    const upstream = (upstreams[provider.resource.name] ??= compileUpstream(provider));
    const { operation, found } = compileOnce(capability, upstream, context);
    operations[operation.capability] = operation;
    problems.push(...found);
  }
  return operations;
}

interface CompiledOperation {
  readonly operation: Operation;
  readonly found: readonly Problem[];
}

const compiledOperations = createIdentityMemo<CompiledOperation>();

/** Compiles a capability, or takes over what its manifest and everything that it refers to gave before. */
function compileOnce(capability: LinkedCapability, upstream: Upstream, context: CompileContext): CompiledOperation {
  const { resource, operation: api, endpoint, provider } = capability;
  const parts = [api, endpoint, provider.resource, provider.override?.spec, context.examples];
  return compiledOperations(resource, parts, () => {
    const found: Problem[] = [];
    const report = capabilityReporter(capability, context, found);
    const operation = compileOperation(capability, upstream, report);
    // A schema that is wrong itself makes no checker.
    if (context.examples && !hasErrors(found)) checkExamples(operation, report);
    return { operation, found };
  });
}

function toolCollision(name: string, other: LinkedCapability['resource'], tool: string): Finding {
  return {
    code: 'tool-collision',
    at: ['metadata', 'name'],
    message: `Capabilities "${name}" and "${other.name}" would both be the tool "${tool}".`,
    hint: 'Rename one: tool names keep letters, digits and underscores only.',
    related: { message: `"${other.name}" is declared here`, of: other },
  };
}

// ── access ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** While not `complete`, it is not known which capabilities there are. */
function compileClients(
  { clients, capabilities }: LinkedTenant,
  complete: boolean,
  context: CompileContext,
  problems: Problem[],
): Record<string, ClientGrant> {
  const grants: Record<string, ClientGrant> = {};
  const known = capabilities.map(({ resource }) => resource);
  for (const client of clients) {
    grants[client.name] = grantOf(client);
    if (complete) allowFindings(client, known).forEach(manifestReporter(client, context, problems));
  }
  return grants;
}

function compileAccess(
  { resource, capabilities }: LinkedTenant,
  complete: boolean,
  context: CompileContext,
  problems: Problem[],
): readonly AccessRule[] {
  if (resource === null) return [];
  const known = capabilities.map((capability) => capability.resource);
  if (complete) ruleAllowFindings(resource, known).forEach(manifestReporter(resource, context, problems));
  return accessRulesOf(resource.spec.access);
}
