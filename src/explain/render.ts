/** A resource by the words of a command line, with every value filled in. */
import type { Build } from '../build/build.ts';
import { endpointOperation } from '../link/endpoint.ts';
import type { LinkedProvider } from '../link/link.ts';
import type { ResourceOf } from '../manifest/resource.ts';
import { findOperation } from '../openapi/read.ts';
import { brokenNamed, findCapability, findSubject, notFound, type Broken, type NotFound } from './lookup.ts';
import type { Node } from './node.ts';
import type { Placer } from './place.ts';
import { capabilityNode } from './render-capability.ts';
import { contractNode } from './render-contract.ts';
import { secretNode } from './render-access.ts';
import { clientNode, environmentNode, planNode, systemNode, tenantNode } from './render-owner.ts';
import { promptNode } from './render-prompt.ts';
import { endpointNode, providerNode } from './render-provider.ts';
import { openInstallation, type Subject } from './subject.ts';

/** A resource, rendered. */
export interface Rendered {
  readonly kind: 'rendered';
  /** The resource's own file. */
  readonly file: string;
  readonly node: Node;
  readonly placer: Placer;
}

/** Everything that a line may name. */
const renderForms =
  'Write "system", "plan/NAME", "contract/NAME", "environment/NAME", "provider/NAME" or "secret/NAME" (shared ones), "TENANT", "TENANT CAPABILITY", "TENANT provider/NAME", "TENANT endpoint/PROVIDER/NAME", "TENANT client/NAME", "TENANT prompt/NAME" or "TENANT secret/NAME".';

/** Finds and renders what the words name: an owner, and what of it. */
export function renderResource(build: Build, first: string, second: string | undefined): Rendered | NotFound | Broken {
  const slash = first.indexOf('/');
  if (slash !== -1)
    return second === undefined
      ? renderShared(build, first.slice(0, slash), first.slice(slash + 1))
      : tooMany(first, second);
  if (first === 'system' && second === undefined && !build.tenants.has('system')) return renderSystem(build);
  if (['plan', 'environment', 'tenant'].includes(first) && second !== undefined && !build.tenants.has(first))
    return renderShared(build, first, second);
  const subject = findSubject(build, first);
  if ('message' in subject) return { ...subject, message: `${subject.message} ${renderForms}` };
  return second === undefined ? renderTenant(subject) : renderOwned(subject, second);
}

function tooMany(first: string, second: string): NotFound {
  return {
    kind: 'not-found',
    message: `"${first}" names a resource already, so "${second}" says nothing more. ${renderForms}`,
  };
}

// ── shared ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function renderSystem(build: Build): Rendered | NotFound {
  const { shared, placer } = openInstallation(build);
  if (shared.system === null)
    return { kind: 'not-found', message: 'The workspace has no System that can be read: every value is the default.' };
  return rendered(shared.system.file, systemNode(shared.system, shared), placer);
}

function renderShared(build: Build, kind: string, name: string): Rendered | NotFound | Broken {
  const { shared, placer, context } = openInstallation(build);
  switch (kind) {
    case 'tenant': {
      const subject = findSubject(build, name);
      return 'message' in subject ? subject : renderTenant(subject);
    }
    case 'plan': {
      const plan = shared.plans.get(name);
      if (plan === undefined) return notFound(`There is no plan "${name}".`, name, [...shared.plans.keys()], 'plans');
      return rendered(plan.file, planNode(plan, shared), placer);
    }
    case 'contract': {
      const contract = shared.contracts.get(name);
      if (contract === undefined)
        return notFound(`There is no contract "${name}".`, name, [...shared.contracts.keys()], 'contracts');
      return rendered(contract.file, contractNode(contract), placer);
    }
    case 'environment': {
      const { all } = shared.environments;
      const environment = all.get(name);
      if (environment === undefined)
        return notFound(`There is no environment "${name}".`, name, [...all.keys()], 'environments');
      return rendered(environment.file, environmentNode(environment), placer);
    }
    case 'provider':
      return renderProvider(shared.providers, name, placer, 'There is no shared provider');
    case 'secret':
      return renderSecret(shared.secrets, name, placer, 'There is no shared secret');
    case 'endpoint':
      return renderEndpoint(shared.providers, name, { placer, context }, 'The shared providers have');
    default:
      return { kind: 'not-found', message: `"${kind}/${name}" is nothing that can be rendered. ${renderForms}` };
  }
}

// ── a tenant's ──────────────────────────────────────────────────────────────────────────────────────────────────────

function renderTenant(subject: Subject): Rendered | NotFound | Broken {
  const { linked, shared, placer } = subject;
  const { resource, name } = linked;
  if (resource !== null) return rendered(resource.file, tenantNode(resource, linked, shared), placer);
  return (
    brokenNamed(subject, 'Tenant', name) ?? {
      kind: 'not-found',
      message: `No document declares tenant "${name}"; tenants/${name}/tenant.yaml would be its place.`,
    }
  );
}

function renderOwned(subject: Subject, words: string): Rendered | NotFound | Broken {
  const { linked, placer } = subject;
  const [kind = '', ...rest] = words.split('/');
  const name = rest.join('/');
  switch (name === '' ? 'capability' : kind) {
    case 'provider':
      return (
        brokenIfMissing(subject, 'Provider', name, linked.providers) ??
        renderProvider(linked.providers, name, placer, `Tenant "${linked.name}" has no provider`)
      );
    case 'client': {
      const clients = new Map(linked.clients.map((client) => [client.name, client]));
      return brokenIfMissing(subject, 'Client', name, clients) ?? renderClient(clients, name, subject);
    }
    case 'secret': {
      const secrets = new Map(linked.secrets.map((secret) => [secret.name, secret]));
      const none = `Tenant "${linked.name}" has no sealed secret`;
      return brokenIfMissing(subject, 'Secret', name, secrets) ?? renderSecret(secrets, name, placer, none);
    }
    case 'prompt': {
      const prompts = new Map(linked.prompts.map((prompt) => [prompt.name, prompt]));
      return brokenIfMissing(subject, 'Prompt', name, prompts) ?? renderPrompt(prompts, name, subject);
    }
    case 'endpoint':
      return renderEndpoint(linked.providers, name, subject, `Tenant "${linked.name}" has`);
    case 'capability': {
      const found = findCapability(subject, name === '' ? words : name);
      return 'message' in found ? found : rendered(found.resource.file, capabilityNode(found), placer);
    }
    default:
      return { kind: 'not-found', message: `"${words}" is nothing that a tenant has. ${renderForms}` };
  }
}

function brokenIfMissing(
  subject: Subject,
  kind: string,
  name: string,
  good: ReadonlyMap<string, unknown>,
): Broken | null {
  return good.has(name) ? null : brokenNamed(subject, kind, name);
}

function renderClient(clients: ReadonlyMap<string, ResourceOf<'Client'>>, name: string, { linked, placer }: Subject) {
  const client = clients.get(name);
  return client === undefined
    ? notFound(`Tenant "${linked.name}" has no client "${name}".`, name, [...clients.keys()], 'clients')
    : rendered(client.file, clientNode(client), placer);
}

function renderPrompt(prompts: ReadonlyMap<string, ResourceOf<'Prompt'>>, name: string, { linked, placer }: Subject) {
  const prompt = prompts.get(name);
  return prompt === undefined
    ? notFound(`Tenant "${linked.name}" has no prompt "${name}".`, name, [...prompts.keys()], 'prompts')
    : rendered(prompt.file, promptNode(prompt), placer);
}

function renderProvider(providers: ReadonlyMap<string, LinkedProvider>, name: string, placer: Placer, none: string) {
  const provider = providers.get(name);
  return provider === undefined
    ? notFound(`${none} "${name}".`, name, [...providers.keys()], 'providers')
    : rendered(provider.resource.file, providerNode(provider), placer);
}

function renderSecret(secrets: ReadonlyMap<string, ResourceOf<'Secret'>>, name: string, placer: Placer, none: string) {
  const secret = secrets.get(name);
  return secret === undefined
    ? notFound(`${none} "${name}".`, name, [...secrets.keys()], 'secrets')
    : rendered(secret.file, secretNode(secret), placer);
}

/** `shop/list-orders`: an Endpoint manifest, or an operation of the provider's document. */
function renderEndpoint(
  providers: ReadonlyMap<string, LinkedProvider>,
  words: string,
  { placer, context }: Pick<Subject, 'placer' | 'context'>,
  none: string,
): Rendered | NotFound {
  const slash = words.indexOf('/');
  const providerName = slash === -1 ? words : words.slice(0, slash);
  const name = slash === -1 ? '' : words.slice(slash + 1);
  const provider = providers.get(providerName);
  if (provider === undefined)
    return notFound(`${none} no provider "${providerName}".`, providerName, [...providers.keys()], 'providers');
  const endpoint = provider.endpoints.get(name) ?? null;
  if (endpoint !== null) {
    const node = endpointNode({ provider, endpoint, operation: endpointOperation(endpoint) });
    return rendered(endpoint.file, node, placer);
  }
  const document = provider.document === null ? null : context.openApi(provider.document, new Set([name]));
  const operation = document === null ? null : findOperation(document, name);
  if (operation !== null && !('reason' in operation))
    return rendered(provider.document ?? '', endpointNode({ provider, endpoint, operation }), placer);
  const names = [...provider.endpoints.keys(), ...(document?.names ?? []).map((one) => one.name)];
  return notFound(
    `Provider "${providerName}" has no endpoint "${name}".`,
    `${providerName}/${name}`,
    names.map((one) => `${providerName}/${one}`),
    'endpoints',
  );
}

function rendered(file: string, node: Node, placer: Placer): Rendered {
  return { kind: 'rendered', file, node, placer };
}
