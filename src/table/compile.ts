/** Linked resources → shards of the routing table: plain, frozen, deterministic data. */
import type { LinkContext, LinkedCapability, LinkedShared, LinkedTenant, ResourceOf } from '../link/link.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { checkerOf, type JsonSchema } from '../schema.ts';
import { deepFreeze, digestOf, sortKeys, tenantUid } from './canonical.ts';
import { compileOperation, toolName } from './operation.ts';
import type { Finding, Report } from './report.ts';
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
import { compileUpstream, secretsOf } from './upstream.ts';

/** Where a capability is declared; beside the table, so that moving a line changes no version. */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/** What compiling one tenant gives. */
export interface CompiledTenant {
  readonly name: string;
  /** Null when something of the tenant is wrong: nothing half-right is ever served. */
  readonly shard: TenantShard | null;
  /** The clients of every manifest that is right, also when the shard is null: who may call is never kept from before. */
  readonly clients: Readonly<Record<string, ClientGrant>>;
  /** By capability name. */
  readonly sources: Readonly<Record<string, Source>>;
  readonly secrets: readonly SecretNeed[];
  readonly problems: readonly Problem[];
}

/** A secret that a provider's credential needs. */
export interface SecretNeed {
  readonly provider: string;
  /** The tenant that owns it; null for a shared provider's. */
  readonly owner: string | null;
  readonly secret: string;
  readonly file: string;
  readonly document: number;
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
  const clients = compileClients(linked.clients, Object.keys(operations), brokenFiles, context, problems);
  const broken = brokenFiles || linked.resource === null || hasErrors(linked.problems) || hasErrors(problems);
  return {
    name: linked.name,
    shard: broken ? null : tenantShard(linked.resource, linked, shared, { clients, upstreams, operations }),
    clients,
    sources: Object.fromEntries(
      linked.capabilities.map(({ resource }) => [resource.name, { file: resource.file, line: resource.line }]),
    ),
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

/** The same tenant with other clients: how a degraded tenant loses access at once and keeps its operations. */
export function withClients(shard: TenantShard, clients: TenantShard['clients']): TenantShard {
  const { digest: _, ...rest } = shard;
  return sealShard({ ...rest, clients });
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
    contactEmail: spec.contactEmail ?? null,
    type: spec.type,
    status: spec.status,
    trial: spec.status === 'trial' ? trialOf(spec, linked.plan) : null,
    plan: spec.plan ?? null,
    limits: resolveLimits(shared.system, linked.plan),
    ...parts,
  });
}

/** A trial without a length of its own or its plan's lasts a day. */
const defaultTrialHours = 24;

function trialOf(
  spec: ResourceOf<'Tenant'>['spec'],
  plan: ResourceOf<'Plan'> | null,
): { hours: number; startsAt: string | null } {
  return {
    hours: spec.trial?.hours ?? plan?.spec.trial?.hours ?? defaultTrialHours,
    startsAt: spec.trial?.startsAt ?? null,
  };
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
    const report = reporter(capability.resource, context, problems);
    const tool = toolName(capability.resource.name);
    const other = tools.get(tool);
    if (other !== undefined) report(toolCollision(capability.resource.name, other.resource, tool));
    tools.set(tool, capability);
    const provider = capability.provider.resource;
    const upstream = (upstreams[provider.name] ??= compileUpstream(provider));
    const operation = compileOperation(capability, upstream, report);
    if (context.examples) checkExamples(operation, report);
    operations[operation.capability] = operation;
  }
  return operations;
}

function reporter(resource: LinkedCapability['resource'], context: CompileContext, problems: Problem[]): Report {
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

function checkExamples(operation: Operation, report: Report): void {
  operation.examples.forEach((example, index) => {
    const errors = checkerOf(operation.input)(example.arguments);
    if (errors === null) return;
    const first = errors[0];
    report({
      code: 'invalid-example',
      at: ['spec', 'examples', index, 'arguments', ...(first?.path ?? [])],
      message:
        `This example's arguments would be refused: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}.`.replace(
          '  ',
          ' ',
        ),
      hint: `Arguments are ${Object.keys((operation.input['properties'] ?? {}) as JsonSchema).join(', ') || 'none'}.`,
    });
  });
}

// ── access and secrets ──────────────────────────────────────────────────────────────────────────────────────────────

function compileClients(
  clients: readonly ResourceOf<'Client'>[],
  capabilities: readonly string[],
  broken: boolean,
  context: CompileContext,
  problems: Problem[],
): Record<string, ClientGrant> {
  const grants: Record<string, ClientGrant> = {};
  for (const client of clients) {
    grants[client.name] = {
      name: client.name,
      keys: client.spec.keys.map((key) => key.sha256),
      allow: client.spec.allow,
    };
    // While capabilities are missing because of another mistake, a pattern without a match is no second one.
    if (!broken)
      client.spec.allow.forEach((pattern, index) =>
        checkAllow(client, pattern, index, capabilities, context, problems),
      );
  }
  return grants;
}

function checkAllow(
  client: ResourceOf<'Client'>,
  pattern: string,
  index: number,
  capabilities: readonly string[],
  context: CompileContext,
  problems: Problem[],
): void {
  const prefix = pattern.endsWith('*') ? pattern.slice(0, -1) : null;
  if (capabilities.some((name) => (prefix === null ? name === pattern : name.startsWith(prefix)))) return;
  if (pattern === '*') return;
  problems.push({
    code: 'unmatched-allow',
    severity: 'warning',
    message: `Client "${client.name}" may call "${pattern}", and tenant "${client.tenant ?? ''}" has no such capability.`,
    hint:
      capabilities.length === 0
        ? 'The tenant has no capabilities yet.'
        : `Capabilities: ${capabilities.slice(0, 12).join(', ')}${capabilities.length > 12 ? ', …' : ''}.`,
    span: context.locate(client.file, client.document, ['spec', 'allow', index], 'value'),
  });
}

/** Which secrets the tenant's calls need, and where to point when one is not set. Whether it is set is no part of a compiled shard. */
function secretNeeds(linked: LinkedTenant, upstreams: Readonly<Record<string, Upstream>>): SecretNeed[] {
  const providers = new Map(linked.capabilities.map(({ provider }) => [provider.resource.name, provider.resource]));
  return [...providers.values()].flatMap((resource) =>
    secretsOf((upstreams[resource.name] as Upstream).auth).map((secret) => ({
      provider: resource.name,
      owner: resource.tenant,
      secret,
      file: resource.file,
      document: resource.document,
    })),
  );
}
