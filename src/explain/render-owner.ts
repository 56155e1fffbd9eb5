/** What is no capability and no API: system, environments, plans, tenants and their clients, with what they leave open. */
import type { LinkedShared, LinkedTenant, ResourceOf } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { rule, type Resolved } from '../table/resolved.ts';
import { resolveResultTokens } from '../table/result-tokens.ts';
import { resolveTrialHours } from '../table/standing.ts';
import { resolveAliases, resolveHost, resolveSystemTitle } from '../table/system.ts';
import {
  resolveDirectTools,
  resolveTenantDescription,
  resolveTenantTitle,
  resolveTokenBudget,
  resolveUid,
} from '../table/tenant.ts';
import {
  documentNode,
  fieldsNode,
  resolvedNode,
  valueNode,
  written,
  writtenIf,
  type Entries,
  type Node,
} from './node.ts';
import { accessNode, auditNode, issuersNode } from './render-access.ts';
import { limitsNode, ownRateEntry, tenantRateNode } from './render-limits.ts';

/** The system's document, as the chosen environment leaves it. */
export function systemNode(system: ResourceOf<'System'>, shared: LinkedShared): Node {
  const { operators } = system.spec;
  return documentNode(
    system,
    [
      ['name', written(system, ['metadata', 'name'], system.name)],
      ['title', resolvedNode(resolveSystemTitle(shared))],
    ],
    [
      [
        'hosts',
        fieldsNode([
          ['api', resolvedNode(resolveHost(shared, 'api'))],
          ['mcp', resolvedNode(resolveHost(shared, 'mcp'))],
          ['aliases', resolvedNode(resolveAliases(shared) as Resolved<Json>)],
        ]),
      ],
      ['limits', limitsNode(shared, null)],
      [
        'operators',
        operators === undefined ? valueNode([], rule('default')) : written(system, ['spec', 'operators'], operators),
      ],
      ['issuers', issuersNode(system)],
      ['access', accessNode(system)],
      ['audit', auditNode(system)],
    ],
  );
}

/** A plan's document: the limits that its tenants really get. */
export function planNode(plan: ResourceOf<'Plan'>, shared: LinkedShared): Node {
  return documentNode(
    plan,
    [['name', written(plan, ['metadata', 'name'], plan.name)]],
    [
      ['trial', fieldsNode([['hours', resolvedNode(resolveTrialHours(null, plan))]])],
      ['limits', limitsNode(shared, plan)],
    ],
  );
}

/** An environment's document: all of it is written, as what it leaves out holds as others say. */
export function environmentNode(environment: ResourceOf<'Environment'>): Node {
  const inside = (path: readonly string[], values: Readonly<Record<string, unknown>> | undefined): Entries =>
    Object.entries(values ?? {}).map(([name, value]) => [name, written(environment, [...path, name], value)] as const);
  const { hosts, limits, providers } = environment.spec;
  const overrides = Object.entries(providers ?? {}).map(
    ([key, override]) => [key, fieldsNode(inside(['spec', 'providers', key], { ...override }))] as const,
  );
  return documentNode(
    environment,
    [['name', written(environment, ['metadata', 'name'], environment.name)]],
    [
      ['hosts', fieldsNode(inside(['spec', 'hosts'], hosts))],
      ['limits', fieldsNode(inside(['spec', 'limits'], limits))],
      ['providers', fieldsNode(overrides)],
    ],
  );
}

/** A tenant's document. */
export function tenantNode(tenant: ResourceOf<'Tenant'>, { plan }: LinkedTenant, shared: LinkedShared): Node {
  const { spec } = tenant;
  const own = (name: keyof typeof spec): Entries => writtenIf(tenant, ['spec', name], name, spec[name]);
  return documentNode(
    tenant,
    [
      ['name', written(tenant, ['metadata', 'name'], tenant.name)],
      ['title', resolvedNode(resolveTenantTitle(tenant))],
      ['uid', resolvedNode(resolveUid(tenant))],
      ['description', resolvedNode(resolveTenantDescription(tenant))],
    ],
    [
      ...own('rut'),
      ...own('businessName'),
      ...orNone('contactEmail', own('contactEmail'), 'refusals name nobody to write to'),
      ...own('type'),
      ...own('status'),
      ...orNone('plan', own('plan'), 'the installation’s limits hold'),
      ['limits', tenantRateNode(shared, plan, tenant)],
      ...trialEntries(tenant, plan),
      toolsEntry(tenant, plan),
      ['access', accessNode(tenant)],
    ],
  );
}

function toolsEntry(tenant: ResourceOf<'Tenant'>, plan: ResourceOf<'Plan'> | null): Entries[number] {
  const tokens = resolvedNode(resolveTokenBudget(tenant, plan));
  return [
    'tools',
    fieldsNode([
      ['tokens', tokens],
      ['direct', resolvedNode(resolveDirectTools(tenant, plan))],
    ]),
  ];
}

function orNone(name: string, entries: Entries, why: string): Entries {
  return entries.length > 0 ? entries : [[name, { kind: 'none', from: rule(why) }]];
}

function trialEntries(tenant: ResourceOf<'Tenant'>, plan: ResourceOf<'Plan'> | null): Entries {
  const { status, trial } = tenant.spec;
  if (status !== 'trial' && trial === undefined) return [];
  const startsAt = writtenIf(tenant, ['spec', 'trial', 'startsAt'], 'startsAt', trial?.startsAt);
  return [
    [
      'trial',
      fieldsNode(
        [['hours', resolvedNode(resolveTrialHours(tenant, plan))]],
        orNone('startsAt', startsAt, 'counts from when the gateway begins to serve'),
      ),
    ],
  ];
}

/** A client's document. */
export function clientNode(client: ResourceOf<'Client'>): Node {
  const keys = client.spec.keys.map((key, index) =>
    fieldsNode(
      Object.entries(key).map(([name, value]) => [name, written(client, ['spec', 'keys', index, name], value)]),
    ),
  );
  const patternsNode = (list: 'allow' | 'approve'): Node => {
    const patterns: readonly string[] | undefined = client.spec[list];
    if (patterns === undefined) return valueNode([], rule('nothing'));
    if (patterns.length === 0) return written(client, ['spec', list], []);
    return { kind: 'items', items: patterns.map((pattern, index) => written(client, ['spec', list, index], pattern)) };
  };
  return documentNode(
    client,
    [
      ...writtenIf(client, ['metadata', 'tenant'], 'tenant', client.metadata.tenant),
      ['name', written(client, ['metadata', 'name'], client.name)],
    ],
    [
      ['keys', { kind: 'items', items: keys }],
      ['allow', patternsNode('allow')],
      ['approve', patternsNode('approve')],
      ownRateEntry(client),
      ['resultTokens', resolvedNode(resolveResultTokens(client))],
    ],
  );
}
