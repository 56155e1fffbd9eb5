/** A provider and an endpoint with everything that their manifests leave open. */
import type { ApiOperation, LinkedCapability, LinkedProvider, Serialization } from '../link/link.ts';
import { usualSerialization } from '../link/styles.ts';
import type { Json } from '../schema.ts';
import { fieldOrigin, rule, type Origin } from '../table/resolved.ts';
import { resolveEndpointTimeout, resolveProviderTimeout } from '../table/timeouts.ts';
import {
  resolveAuthField,
  resolveBaseUrl,
  resolveCategory,
  resolveNetwork,
  resolveTokenUrl,
} from '../table/upstream.ts';
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
import { resilienceEntries } from './render-limits.ts';
import { documentLine } from './target-origin.ts';

/** The provider's whole document, as the chosen environment leaves it. */
export function providerNode(provider: LinkedProvider): Node {
  const { resource } = provider;
  const { metadata, spec } = resource;
  return documentNode(
    resource,
    [
      ...writtenIf(resource, ['metadata', 'tenant'], 'tenant', metadata.tenant),
      ['name', written(resource, ['metadata', 'name'], metadata.name)],
    ],
    [
      ['category', resolvedNode(resolveCategory(provider))],
      ['baseUrl', resolvedNode(resolveBaseUrl(provider))],
      ...(spec.openapi === undefined
        ? [['openapi', { kind: 'none', from: rule('endpoints are declared by hand') }] as const]
        : writtenIf(resource, ['spec', 'openapi'], 'openapi', spec.openapi)),
      ['network', resolvedNode(resolveNetwork(provider))],
      ['auth', authNode(provider)],
      ['timeoutMs', resolvedNode(resolveProviderTimeout(provider))],
      ...resilienceEntries(provider),
    ],
  );
}

function authNode(provider: LinkedProvider): Node {
  const { resource } = provider;
  const { auth } = resource.spec;
  if (auth === undefined) return fieldsNode([['type', valueNode('none', rule('default'))]]);
  const at = ['spec', 'auth'];
  const required = Object.entries(auth)
    .filter(([name]) => !['prefix', 'scopes', 'audience', 'clientAuth', 'tokenUrl'].includes(name))
    .map(([name, value]) => [name, written(resource, [...at, name], value)] as const);
  switch (auth.type) {
    case 'api_key':
      return fieldsNode(required, optional(provider, ['prefix']));
    case 'oauth2':
      return fieldsNode(
        required,
        [['tokenUrl', resolvedNode(resolveTokenUrl(provider, auth.tokenUrl))]],
        optional(provider, ['scopes', 'audience', 'clientAuth']),
      );
    default:
      return fieldsNode(required);
  }
}

function optional(provider: LinkedProvider, names: readonly Parameters<typeof resolveAuthField>[1][]): Entries {
  return names.map((name) => [name, resolvedNode(resolveAuthField(provider, name))]);
}

// ── endpoint ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What an endpoint is made of: the parts of a linked capability that are not the capability's own. */
export type LinkedEndpoint = Pick<LinkedCapability, 'provider' | 'operation' | 'endpoint'>;

/** The endpoint's whole document; one of an OpenAPI document is shown as the manifest that would say the same. */
export function endpointNode(linked: LinkedEndpoint): Node {
  const { endpoint, operation, provider } = linked;
  const by = endpoint ?? provider.resource;
  const { tenant, name } = provider.resource;
  const line = documentLine(provider, operation.line);
  const at = (path: readonly (string | number)[]): Origin => (endpoint === null ? line : fieldOrigin(endpoint, path));
  const said = (declared: unknown, path: readonly (string | number)[], otherwise: Origin): Origin =>
    endpoint === null || declared !== undefined ? at(path) : otherwise;
  const value = (declared: Json, path: readonly (string | number)[]): Node => valueNode(declared, at(path));
  return fieldsNode([
    ['apiVersion', value('smarteros/v1', ['apiVersion'])],
    ['kind', value('Endpoint', ['kind'])],
    [
      'metadata',
      fieldsNode(tenant === null ? [] : [['tenant', value(tenant, ['metadata', 'tenant'])]], [
        ['provider', value(name, ['metadata', 'provider'])],
        ['name', value(operation.name, ['metadata', 'name'])],
      ]),
    ],
    [
      'spec',
      fieldsNode(
        [
          ['method', value(operation.method, ['spec', 'method'])],
          ['path', value(operation.path, ['spec', 'path'])],
          ['parameters', { kind: 'items', items: operation.parameters.map((one) => parameterNode(one, linked, at)) }],
        ],
        writtenIf(by, ['spec', 'headers'], 'headers', endpoint?.spec.headers),
        idempotencyEntries(linked, at),
        bodyEntries(linked, at, said),
        operation.response === null
          ? [['response', { kind: 'none', from: rule('nothing is known of its answers') }]]
          : [['response', fieldsNode([['schema', value(operation.response, ['spec', 'response', 'schema'])]])]],
        writtenIf(by, ['spec', 'failure'], 'failure', endpoint?.spec.failure),
        writtenIf(by, ['spec', 'polling'], 'polling', endpoint?.spec.polling),
        [['timeoutMs', resolvedNode(resolveEndpointTimeout(endpoint, provider))]],
      ),
    ],
  ]);
}

function idempotencyEntries({ operation }: LinkedEndpoint, at: At): Entries {
  const header = operation.idempotencyHeader;
  if (header === null) return [['idempotencyKey', { kind: 'none', from: rule('a write is never sent again') }]];
  return [['idempotencyKey', fieldsNode([['header', valueNode(header, at(['spec', 'idempotencyKey', 'header']))]])]];
}

type At = (path: readonly (string | number)[]) => Origin;

function parameterNode(parameter: ApiOperation['parameters'][number], { endpoint }: LinkedEndpoint, at: At): Node {
  const list = endpoint?.spec.parameters ?? [];
  const index = list.findIndex((one) => one.in === parameter.in && one.name === parameter.name);
  const declared = list[index];
  const from = (name: 'required' | 'description' | 'schema' | keyof Serialization): Origin => {
    if (endpoint === null) return at([]);
    if (name === 'required' && parameter.in === 'path') return rule('the path needs it');
    return declared?.[name] === undefined ? rule('default') : at(['spec', 'parameters', index, name]);
  };
  const place = declared === undefined ? ['spec', 'path'] : ['spec', 'parameters', index];
  return fieldsNode([
    ['name', valueNode(parameter.name, at([...place, ...(declared === undefined ? [] : ['name'])]))],
    ['in', valueNode(parameter.in, at([...place, ...(declared === undefined ? [] : ['in'])]))],
    ['required', valueNode(parameter.required, from('required'))],
    ...(parameter.description === ''
      ? []
      : [['description', valueNode(parameter.description, from('description'))] as const]),
    ...styleEntries(parameter, from),
    ['schema', valueNode(parameter.schema, from('schema'))],
  ]);
}

/** How it is written, also where nobody says so. */
function styleEntries(
  { in: place, serialization }: ApiOperation['parameters'][number],
  from: (name: keyof Serialization) => Origin,
): Entries {
  const { style, explode, allowReserved } = serialization ?? usualSerialization(place);
  return [
    ['style', valueNode(style, from('style'))],
    ['explode', valueNode(explode, from('explode'))],
    ...(allowReserved ? [['allowReserved', valueNode(allowReserved, from('allowReserved'))] as const] : []),
  ];
}

function bodyEntries(
  { endpoint, operation }: LinkedEndpoint,
  at: At,
  said: (declared: unknown, path: readonly string[], otherwise: Origin) => Origin,
): Entries {
  const { body } = operation;
  if (body === null) return [['body', { kind: 'none', from: rule('requests have no body') }]];
  const own = endpoint?.spec.body;
  const contentType = said(own?.contentType, ['spec', 'body', 'contentType'], rule('default'));
  const required = said(own?.required, ['spec', 'body', 'required'], rule('default'));
  const constant = own?.constant;
  return [
    [
      'body',
      fieldsNode(
        [
          ['contentType', valueNode(body.contentType, contentType)],
          ['required', valueNode(body.required, required)],
          ['schema', valueNode(body.schema, at(['spec', 'body', 'schema']))],
        ],
        constant === undefined ? [] : [['constant', valueNode(constant as Json, at(['spec', 'body', 'constant']))]],
        encodingEntries(body.encoding, at),
      ),
    ],
  ];
}

function encodingEntries(encoding: NonNullable<ApiOperation['body']>['encoding'], at: At): Entries {
  const entries = Object.entries(encoding).map(([name, { contentType, serialization }]) => {
    const from = at(['spec', 'body', 'encoding', name]);
    const written = { ...serialization, ...(contentType === null ? {} : { contentType }) };
    return [
      name,
      fieldsNode(Object.entries(written).map(([key, value]) => [key, valueNode(value, from)] as const)),
    ] as const;
  });
  return entries.length === 0 ? [] : [['encoding', fieldsNode(entries)]];
}
