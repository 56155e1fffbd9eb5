/** Everything that decides about one capability, each fact with its place. */
import { allows } from '../identity/allow.ts';
import type { LinkedCapability, LinkedTenant, ResourceOf } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import type { Json } from '../schema.ts';
import { placeOf } from '../table/argument-target.ts';
import { settleRequired, settleSchema, type PlacedArgument } from '../table/argument-schema.ts';
import { resolveHints, toolName } from '../table/operation.ts';
import { fieldOrigin, rule } from '../table/resolved.ts';
import { resolveTrialHours } from '../table/standing.ts';
import { resolveHost, resolveLimit } from '../table/system.ts';
import { resolveTenantTitle } from '../table/tenant.ts';
import { resolveBaseUrl, resolveNetwork, resolveTimeout, resolveTokenUrl } from '../table/upstream.ts';
import { createFacts, type Fact, type Facts, type Section } from './fact.ts';
import { placedArguments } from './render-capability.ts';
import type { Subject } from './subject.ts';
import { endpointOrigin } from './target-origin.ts';

/** An explanation. */
export interface Explanation {
  readonly kind: 'explanation';
  readonly tenant: string;
  readonly capability: string;
  readonly environment: string | null;
  readonly state: 'ready' | 'broken';
  readonly sections: readonly Section[];
  /** Of the tenant: while it has errors, none of it changes in a running gateway. */
  readonly problems: readonly Problem[];
}

/** What is asked of the machine: whether a secret is set, never its value. */
export interface SecretPresence {
  read(owner: string | null, name: string): string | undefined;
  where(owner: string | null, name: string): string;
}

/** Explains a capability. */
export function explainCapability(subject: Subject, linked: LinkedCapability, secrets: SecretPresence): Explanation {
  const { build, placer } = subject;
  const tenant = build.tenants.get(subject.linked.name);
  const facts = createFacts(placer);
  return {
    kind: 'explanation',
    tenant: subject.linked.name,
    capability: linked.resource.name,
    environment: build.environment,
    state: tenant?.compiled.shard === null ? 'broken' : 'ready',
    sections: [
      { title: 'environment', facts: environmentFacts(subject, facts) },
      { title: 'tenant', facts: tenantFacts(subject.linked, facts) },
      { title: 'capability', facts: capabilityFacts(linked, facts) },
      { title: 'arguments', facts: placedArguments(linked).map((argument) => argumentFact(argument, linked, facts)) },
      { title: 'endpoint', facts: endpointFacts(linked, facts) },
      { title: 'provider', facts: providerFacts(linked, facts) },
      { title: 'auth', facts: authFacts(linked, secrets, facts) },
      { title: 'limits', facts: limitFacts(subject, linked, facts) },
      { title: 'who may call', facts: accessFacts(subject, linked, facts) },
      { title: 'how to call', facts: callFacts(subject, linked, facts) },
    ],
    problems: tenant?.problems ?? [],
  };
}

function environmentFacts({ shared }: Subject, facts: Facts): Fact[] {
  const { chosen } = shared.environments;
  return chosen === null ? [] : [facts('name', chosen.name, fieldOrigin(chosen, ['metadata', 'name']))];
}

function tenantFacts({ name, resource, plan }: LinkedTenant, facts: Facts): Fact[] {
  if (resource === null) return [facts('name', name, rule('no document declares it'))];
  const { spec } = resource;
  const at = (...path: string[]) => fieldOrigin(resource, path);
  const fate = { suspended: ': every call is refused', cancelled: ': every call is refused', trial: '', active: '' };
  return [
    facts('name', name, at('metadata', 'name')),
    facts.resolved('title', resolveTenantTitle(resource)),
    facts('status', spec.status, at('spec', 'status'), `${spec.status}${fate[spec.status]}`),
    spec.plan === undefined
      ? facts('plan', null, rule('the installation’s limits hold'), 'none')
      : facts('plan', spec.plan, at('spec', 'plan')),
    ...(spec.status === 'trial' ? trialFacts(resource, plan, facts) : []),
  ];
}

function trialFacts(tenant: ResourceOf<'Tenant'>, plan: LinkedTenant['plan'], facts: Facts): Fact[] {
  const hours = resolveTrialHours(tenant, plan);
  const startsAt = tenant.spec.trial?.startsAt;
  return [
    facts.resolved('trial', hours, `${hours.value} hours`),
    startsAt === undefined
      ? facts('trial begins', null, rule('default'), 'when the gateway begins to serve')
      : facts('trial begins', startsAt, fieldOrigin(tenant, ['spec', 'trial', 'startsAt'])),
  ];
}

function capabilityFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const { resource } = linked;
  const name = fieldOrigin(resource, ['metadata', 'name']);
  return [
    facts('name', resource.name, name),
    facts('title', resource.spec.title, fieldOrigin(resource, ['spec', 'title'])),
    facts('MCP tool', toolName(resource.name), rule('the name with _ for . and -')),
    ...Object.entries(resolveHints(linked)).map(([hint, resolved]) => facts.resolved(hint, resolved)),
  ];
}

/** `query.status`, then what callers have to know of it. */
function argumentFact({ name, spec, target, at }: PlacedArgument, linked: LinkedCapability, facts: Facts): Fact {
  const place = placeOf(target);
  const origin = fieldOrigin(linked.resource, at);
  if (spec.const !== undefined) {
    const value = { to: place, const: spec.const };
    return facts(name, value, origin, `→ ${place}, always ${JSON.stringify(spec.const)}; callers do not see it`);
  }
  const required = settleRequired(spec, target).value;
  const schema = settleSchema(spec, target).value;
  const value: Record<string, Json> = { to: place, required, schema };
  if (spec.default !== undefined) value['default'] = spec.default;
  if (spec.map !== undefined) value['map'] = spec.map;
  if (spec.as !== undefined) value['as'] = spec.as;
  const words = [
    `→ ${place}`,
    required ? 'required' : spec.default === undefined ? 'optional' : `default ${JSON.stringify(spec.default)}`,
    ...(spec.map === undefined ? [] : [`one of ${Object.keys(spec.map).join(', ')}`]),
    ...(spec.as === undefined ? [] : [`sent as ${spec.as}`]),
  ];
  return facts(name, value, origin, words.join(', '));
}

function endpointFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const { operation, provider, resource, endpoint } = linked;
  const origin = endpointOrigin(linked);
  const line = `${operation.method} ${operation.path}`;
  return [
    facts('name', `${provider.resource.name}/${operation.name}`, fieldOrigin(resource, ['spec', 'endpoint'])),
    facts('request', line, endpoint === null ? origin : fieldOrigin(endpoint, ['spec', 'method'])),
    facts('declared by', endpoint === null ? 'OpenAPI document' : 'Endpoint manifest', origin),
  ];
}

function providerFacts({ provider, operation }: LinkedCapability, facts: Facts): Fact[] {
  const { resource } = provider;
  const baseUrl = resolveBaseUrl(provider);
  const network = resolveNetwork(provider);
  const reach =
    network.value === 'public' ? 'public: private addresses are refused' : 'private: private addresses are allowed';
  return [
    facts(
      'name',
      resource.name,
      fieldOrigin(resource, ['metadata', 'name']),
      resource.tenant === null ? `${resource.name}, shared by all tenants` : resource.name,
    ),
    facts.resolved('base URL', baseUrl),
    facts('calls', `${baseUrl.value.replace(/\/+$/, '')}${operation.path}`, rule('base URL and path')),
    facts.resolved('network', network, reach),
  ];
}

// ── auth ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function authFacts({ provider }: LinkedCapability, secrets: SecretPresence, facts: Facts): Fact[] {
  const { resource } = provider;
  const { auth } = resource.spec;
  if (auth === undefined || auth.type === 'none') {
    const from = auth === undefined ? rule('default') : fieldOrigin(resource, ['spec', 'auth', 'type']);
    return [facts('type', 'none', from, 'none: the API is called without a credential')];
  }
  const named = Object.entries(auth).flatMap(([name, value]): Fact[] => {
    const secret = secretOf(value);
    if (secret === null) return [];
    const variable = secrets.where(resource.tenant, secret);
    const set = secrets.read(resource.tenant, secret) !== undefined;
    return [
      facts(
        name,
        { secret, variable, set },
        fieldOrigin(resource, ['spec', 'auth', name]),
        `secret "${secret}", ${set ? 'set here' : 'NOT set here'}: ${variable}`,
      ),
    ];
  });
  return [
    facts('type', auth.type, fieldOrigin(resource, ['spec', 'auth', 'type'])),
    ...(auth.type === 'api_key'
      ? [facts('sent in', `${auth.in}.${auth.name}`, fieldOrigin(resource, ['spec', 'auth', 'in']))]
      : []),
    ...(auth.type === 'oauth2' ? [facts.resolved('token URL', resolveTokenUrl(provider, auth.tokenUrl))] : []),
    ...named,
  ];
}

function secretOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('secret' in value)) return null;
  return String(value.secret);
}

// ── limits and access ───────────────────────────────────────────────────────────────────────────────────────────────

function limitFacts({ shared, linked: { plan } }: Subject, linked: LinkedCapability, facts: Facts): Fact[] {
  const timeout = resolveTimeout(linked);
  const size = (name: 'requestBytes' | 'answerBytes', what: string) => {
    const resolved = resolveLimit(shared, plan, name);
    return facts.resolved(what, resolved, `${resolved.value} bytes`);
  };
  return [
    facts.resolved('time limit', timeout, `${timeout.value} ms`),
    size('requestBytes', 'request size'),
    size('answerBytes', 'answer size'),
  ];
}

function accessFacts(
  { shared, linked: { clients, name } }: Subject,
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
    facts(
      'local key',
      true,
      rule('unless served with --no-local-key'),
      'whoever starts the gateway, from its own machine',
    ),
  ];
}

function callFacts({ shared, linked }: Subject, capability: LinkedCapability, facts: Facts): Fact[] {
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
