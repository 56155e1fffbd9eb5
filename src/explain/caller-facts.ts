/** What an explanation says to callers: who may call, and how. */
import { allows } from '../identity/allow.ts';
import type { LinkedCapability, ResourceOf } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { settleRequired } from '../table/argument-schema.ts';
import { resolveApproval, toolName } from '../table/operation.ts';
import { fieldOrigin, rule } from '../table/resolved.ts';
import { resolveHost } from '../table/system.ts';
import type { Fact, Facts } from './fact.ts';
import { placedArguments } from './render-capability.ts';
import type { Subject } from './subject.ts';

/** Whose keys open it, and by which pattern. */
export function accessFacts(
  { shared, linked: { clients, name, resource: tenant } }: Subject,
  { resource }: LinkedCapability,
  facts: Facts,
): Fact[] {
  const operators = shared.system?.spec.operators ?? [];
  const own = clients.flatMap((client): Fact[] => {
    const index = client.spec.allow.findIndex((pattern) => allows([pattern], resource.name));
    if (index === -1) return [];
    const pattern = client.spec.allow[index] as string;
    const operator = operators.includes(`${name}/${client.name}`) ? '; also an operator' : '';
    const keys = client.spec.keys.length === 1 ? '1 key' : `${client.spec.keys.length} keys`;
    const words = `by "${pattern}", with ${keys}${operator}`;
    return [facts(client.name, pattern, fieldOrigin(client, ['spec', 'allow', index]), words)];
  });
  const none = facts('clients', [], rule('none of the tenant’s clients allows it'), 'none');
  return [
    ...(own.length === 0 ? [none] : own),
    ...tokenFacts(tenant, resource.name, facts),
    facts(
      'local key',
      true,
      rule('unless served with --no-local-key'),
      'whoever starts the gateway, from its own machine',
    ),
  ];
}

/** Whose decision each call waits for; nothing for a capability without approval. */
export function approvalFacts(
  { linked: { clients, resource: tenant } }: Subject,
  { resource }: LinkedCapability,
  facts: Facts,
): Fact[] {
  const approval = resolveApproval(resource);
  if (!approval.value) return [facts.resolved('approval', approval, 'none: calls are made at once')];
  const of = (patterns: readonly string[] = []) => patterns.findIndex((pattern) => allows([pattern], resource.name));
  const own = clients.flatMap((client): Fact[] => {
    const index = of(client.spec.approve);
    const pattern = client.spec.approve?.[index];
    if (pattern === undefined) return [];
    const origin = fieldOrigin(client, ['spec', 'approve', index]);
    return [facts(client.name, pattern, origin, `by "${pattern}", but never its own calls`)];
  });
  const people = (tenant?.spec.access ?? []).flatMap(({ issuer, approve }, index): Fact[] => {
    const pattern = approve?.[of(approve)];
    if (tenant === null || pattern === undefined) return [];
    const origin = fieldOrigin(tenant, ['spec', 'access', index]);
    return [facts(`token of ${issuer}`, pattern, origin, `by "${pattern}", but never their own calls`)];
  });
  return [
    facts.resolved('approval', approval, 'required: each call waits until a person has approved it'),
    ...own,
    ...people,
    facts('local key', true, rule('unless served with --no-local-key'), 'whoever starts the gateway'),
  ];
}

/** Whose tokens open it, and by which rule. */
function tokenFacts(tenant: ResourceOf<'Tenant'> | null, capability: string, facts: Facts): Fact[] {
  return (tenant?.spec.access ?? []).flatMap(({ issuer, when, scopes = [], allow }, index): Fact[] => {
    const pattern = allow.find((one) => allows([one], capability));
    if (tenant === null || pattern === undefined) return [];
    const claims = Object.entries(when).map(([claim, value]) => `${claim} ${[value].flat().join(' or ')}`);
    const asked = scopes.map((scope) => `scope ${scope}`);
    const words = `by "${pattern}", with a token of ${issuer}: ${[...claims, ...asked].join(', ')}`;
    return [facts(`token of ${issuer}`, pattern, fieldOrigin(tenant, ['spec', 'access', index]), words)];
  });
}

/** A first call by HTTP, and the tool by MCP. */
export function callFacts({ shared, linked }: Subject, capability: LinkedCapability, facts: Facts): Fact[] {
  const { resource } = capability;
  const at = (host: 'api' | 'mcp', what: string, path: string): Fact => {
    const resolved = resolveHost(shared, host);
    const origin = resolved.value === null ? rule(`at the gateway’s address: no spec.hosts.${host}`) : resolved.from;
    return facts.resolved(what, {
      value: `${what === 'HTTP' ? 'POST ' : ''}${resolved.value ?? ''}${path}`,
      from: origin,
      over: [],
    });
  };
  return [
    at('api', 'HTTP', `/api/tenant/${linked.name}/proxy/${resource.name}`),
    bodyFact(capability, facts),
    at('mcp', 'MCP', `/mcp/${linked.name}`),
    facts(
      'tool',
      toolName(resource.name),
      rule('the name with _ for . and -'),
      `tools/call ${toolName(resource.name)} with the same arguments`,
    ),
  ];
}

/** The first example; without one, what has to be given: `{}` would be refused. */
function bodyFact(capability: LinkedCapability, facts: Facts): Fact {
  const { resource } = capability;
  const example = resource.spec.examples?.[0]?.arguments;
  if (resource.spec.examples !== undefined) {
    const value = (example ?? {}) as Json;
    return facts('body', value, fieldOrigin(resource, ['spec', 'examples', 0, 'arguments']), JSON.stringify(value));
  }
  const needed = placedArguments(capability).filter(
    ({ spec, target }) => spec.const === undefined && settleRequired(spec, target).value,
  );
  if (needed.length === 0) return facts('body', {}, rule('no example is declared'), '{}');
  const words = `{ ${needed.map(({ name }) => `${JSON.stringify(name)}: …`).join(', ')} }`;
  return facts('body', null, rule('no example is declared; these are required'), words);
}
