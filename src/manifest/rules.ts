/** What a schema cannot say about single fields. Each rule looks at a document whose other fields may be wrong. */
import { accessFindings } from './access-findings.ts';
import { baseUrlFault, privateHost } from './base-url.ts';
import type { Finding } from './finding.ts';
import { issuerFindings } from './issuer-rules.ts';
import { idempotencyFindings, resilienceFindings } from './resilience-rules.ts';
import type { Kind } from './resource.ts';
import { isPlaceholderRut, parseRut } from './rut.ts';
import { recipientFindings, sealedFindings } from './sealed.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The findings of the rules for this kind. `metadata` and `spec` may hold anything. */
export function ruleFindings(kind: Kind, metadata: Fields, spec: Fields): Finding[] {
  switch (kind) {
    case 'System':
      return [
        ...issuerFindings(listOf(spec['issuers'])),
        ...accessFindings(listOf(spec['access'])),
        ...recipientFindings(fieldsOf(spec['secrets'])['recipients'], ['spec', 'secrets', 'recipients']),
      ];
    case 'Tenant':
      return [
        ...tenantNameFindings(metadata['name']),
        ...rutFindings(metadata['name'], spec),
        ...accessFindings(listOf(spec['access'])),
      ];
    case 'Secret':
      return [...sealedFindings(metadata, spec), ...recipientFindings(spec['recipients'], ['spec', 'recipients'])];
    case 'Provider':
      return [
        ...baseUrlFindings(spec['baseUrl'], ['spec', 'baseUrl']),
        ...networkFindings(spec),
        ...authHeaderFindings(spec['auth']),
        ...resilienceFindings(spec),
      ];
    case 'Environment':
      return Object.entries(fieldsOf(spec['providers'])).flatMap(([name, override]) =>
        baseUrlFindings(fieldsOf(override)['baseUrl'], ['spec', 'providers', name, 'baseUrl']),
      );
    case 'Endpoint':
      return [...headerFindings(spec), ...idempotencyFindings(spec)];
    default:
      return [];
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Paths take a tenant's name or its UUID, and secrets of shared providers are kept under `shared`. */
function tenantNameFindings(name: unknown): Finding[] {
  const place = { path: ['metadata', 'name'], part: 'value' } as const;
  if (name === 'shared') {
    const message = 'A tenant cannot be named "shared": the secrets of shared providers are kept under that name.';
    return [{ code: 'reserved-name', message, hint: 'Choose another name.', ...place }];
  }
  if (typeof name !== 'string' || !uuid.test(name)) return [];
  const message = 'A tenant’s name cannot have the shape of a UUID: paths take either, and could not tell them apart.';
  return [{ code: 'invalid-value', message, hint: 'Choose a word, and write the UUID in metadata.uid.', ...place }];
}

function rutFindings(name: unknown, spec: Fields): Finding[] {
  const { rut, type } = spec;
  if (typeof rut !== 'string' || rut === '') return [];
  const place = { path: ['spec', 'rut'], part: 'value' } as const;
  const result = parseRut(rut);
  if ('reason' in result) return [{ code: 'invalid-rut', ...rutWords(rut, result), ...place }];
  const isCompany = type === 'customer' && typeof name === 'string' && name !== 'demo';
  if (!isCompany || !isPlaceholderRut(result.canonical)) return [];
  const message = `The RUT ${rut} is a placeholder that no company has.`;
  return [{ code: 'placeholder-rut', severity: 'warning', message, hint: 'Write the company’s own RUT.', ...place }];
}

function rutWords(rut: string, { expected }: { readonly expected: string | null }): { message: string; hint: string } {
  if (expected === null)
    return {
      message: `${JSON.stringify(rut)} is not a RUT.`,
      hint: 'Write digits, a hyphen and the check digit, for example: 76.086.428-5',
    };
  return {
    message: `The check digit of the RUT ${rut.trim()} is wrong.`,
    hint: `These digits go with ${expected}; compare the others as well.`,
  };
}

function baseUrlFindings(baseUrl: unknown, path: Finding['path']): Finding[] {
  if (typeof baseUrl !== 'string' || baseUrl === '') return [];
  const reason = baseUrlFault(baseUrl);
  if (reason === null) return [];
  const message = `The base URL cannot be used: it ${reason}.`;
  return [
    {
      code: 'invalid-base-url',
      message,
      hint: 'For example: https://tienda.demo.cl/wp-json/wc/v3',
      path,
      part: 'value',
    },
  ];
}

/** A public provider inside a private network could never be called: better said here than by the first call. */
function networkFindings({ baseUrl, network }: Fields): Finding[] {
  if (network !== undefined && network !== 'public') return [];
  const host = typeof baseUrl === 'string' ? privateHost(baseUrl) : null;
  if (host === null) return [];
  return [
    {
      code: 'private-address',
      message: `${host} is an address inside a private network, so every call would be refused.`,
      hint: 'Add "network: private" if that is where the API is.',
      path: ['spec', 'baseUrl'],
      part: 'value',
    },
  ];
}

/** Headers that the gateway or the connection writes itself. */
const ownHeaders = [
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
];

const credentialHeaders = ['authorization', 'cookie'];

function headerFindings(spec: Fields): Finding[] {
  const parameters = (Array.isArray(spec['parameters']) ? spec['parameters'] : []) as unknown[];
  return [
    ...headerFinding(fieldsOf(spec['idempotencyKey'])['header'], ['spec', 'idempotencyKey', 'header'], 'value'),
    ...Object.keys(fieldsOf(spec['headers'])).flatMap((name) => headerFinding(name, ['spec', 'headers', name], 'key')),
    ...parameters.flatMap((parameter, index) => {
      const { name, in: place } = fieldsOf(parameter);
      return place === 'header' ? headerFinding(name, ['spec', 'parameters', index, 'name'], 'value') : [];
    }),
  ];
}

function headerFinding(name: unknown, path: Finding['path'], part: Finding['part']): Finding[] {
  const lower = String(name).toLowerCase();
  if (credentialHeaders.includes(lower)) {
    const message = `An endpoint cannot set the header ${lower}: credentials stand in no endpoint.`;
    return [{ code: 'invalid-value', message, hint: 'Use the provider’s auth, with a secret.', path, part }];
  }
  return ownHeaders.includes(lower) ? [ownHeaderFinding(lower, path, part)] : [];
}

function authHeaderFindings(auth: unknown): Finding[] {
  const { type, in: place, name } = fieldsOf(auth);
  const lower = String(name).toLowerCase();
  if (type !== 'api_key' || place !== 'header' || !ownHeaders.includes(lower)) return [];
  return [ownHeaderFinding(lower, ['spec', 'auth', 'name'], 'value')];
}

function ownHeaderFinding(name: string, path: Finding['path'], part: Finding['part']): Finding {
  return {
    code: 'invalid-value',
    message: `The header ${name} is written by the gateway itself.`,
    hint: 'Leave it out.',
    path,
    part,
  };
}

/** The items of a list as mappings; none when it is no list. */
function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** The value as a mapping; an empty one when it is none. */
function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
