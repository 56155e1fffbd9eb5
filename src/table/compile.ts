/** Linked resources → shards of the routing table: plain, frozen, deterministic data. */
import type { LinkContext, LinkedCapability, LinkedShared, LinkedTenant, ResourceOf } from '../link/link.ts';
import { createIdentityMemo } from '../memo.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { accessRulesOf, ruleAllowFindings } from './access-rules.ts';
import { allowFindings, grantOf } from './access.ts';
import { digestOf } from './canonical.ts';
import { checkContract } from './contract.ts';
import { checkExamples } from './examples.ts';
import { checkLimits } from './limit-checks.ts';
import { limitsOf } from './limits.ts';
import { compileOperation, toolName } from './operation.ts';
import { compilePrompts } from './prompts.ts';
import type { Finding } from './report.ts';
import { capabilityReporter, manifestReporter } from './reporter.ts';
import { sealShard } from './seal.ts';
import { sealedOf } from './sealed.ts';
import { setAside, type Remainder } from './set-aside.ts';
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

/** A tenant, compiled, and what of it can be served where only some of its capabilities are wrong. */
export interface TenantCompilation {
  readonly compiled: CompiledTenant;
  /** Null when all of it is right, or more is wrong than capabilities. */
  readonly remainder: Remainder | null;
}

/** What compiling asks of its caller. */
export interface CompileContext {
  readonly locate: LinkContext['locate'];
  /** Check examples against the derived schemas: costs a compiled validator each, so only `check` asks for it. */
  readonly examples: boolean;
}

/** Compiles one tenant. `fileProblems` is what parsing and validating its files has found. */
export function compileTenant(
  linked: LinkedTenant,
  shared: LinkedShared,
  fileProblems: readonly Problem[],
  context: CompileContext,
): TenantCompilation {
  const problems: Problem[] = [];
  // A provider may have the name of what every object inherits.
  const upstreams = Object.create(null) as Record<string, Upstream>;
  const operations = compileOperations(linked, upstreams, context, problems);
  // While capabilities are missing because of another mistake, a pattern without a match is no second one.
  const complete = !hasErrors(fileProblems) && linked.complete && !hasErrors(linked.problems);
  const clients = compileClients(linked, complete, context, problems);
  const access = compileAccess(linked, complete, context, problems);
  const prompts = compilePrompts(linked.prompts, context, problems);
  checkLimits(linked, shared, context, problems);
  const parts = { clients, access, upstreams, operations, prompts };
  const broken = !complete || linked.resource === null || hasErrors(problems);
  const compiled = {
    name: linked.name,
    shard: broken ? null : tenantShard(linked.resource, linked, shared, parts),
    clients,
    access,
    standing: linked.resource === null ? null : standingOf(linked.resource, linked.plan),
    secrets: secretNeeds(linked, shared, upstreams),
    problems: [...linked.problems, ...problems, ...linked.elsewhere],
  };
  const found = [...fileProblems, ...linked.problems, ...problems];
  return { compiled, remainder: broken ? remainderOf(linked, shared, parts, found) : null };
}

/** What is left when files with mistakes are set aside; null when that cannot be done. */
function remainderOf(
  linked: LinkedTenant,
  shared: LinkedShared,
  parts: ShardParts,
  problems: readonly Problem[],
): Remainder | null {
  const aside = setAside(linked, shared, problems);
  if (aside === null || linked.resource === null) return null;
  const { files, names: missing } = aside;
  const wrong = new Set(
    [...linked.capabilities.map(({ resource }) => resource), ...linked.prompts]
      .filter(({ file }) => files.has(file))
      .map(({ name }) => name),
  );
  const right = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !wrong.has(name)));
  const { operations, prompts } = parts;
  const rest = { ...parts, operations: right(operations), prompts: right(prompts) };
  const upstreamOf = (name: string): Upstream | null => {
    const provider = linked.providers.get(name) ?? shared.providers.get(name);
    return provider === undefined ? null : compileUpstream(provider);
  };
  return { shard: tenantShard(linked.resource, linked, shared, rest), missing, files, upstreamOf };
}

type ShardParts = Pick<TenantShard, 'clients' | 'access' | 'upstreams' | 'operations' | 'prompts'>;

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

function tenantShard(
  tenant: ResourceOf<'Tenant'>,
  linked: LinkedTenant,
  shared: LinkedShared,
  parts: ShardParts,
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
  const { resource, operation: api, endpoint, provider, contract } = capability;
  const parts = [api, endpoint, contract, provider.resource, provider.override?.spec, context.examples];
  return compiledOperations(resource, parts, () => {
    const found: Problem[] = [];
    const report = capabilityReporter(capability, context, found);
    const operation = compileOperation(capability, upstream, report);
    // What has a mistake of its own is not held to a contract: one would only follow from the other.
    if (!hasErrors(found)) checkContract(capability, operation, report);
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
