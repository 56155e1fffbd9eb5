/** A tenant "acme" whose API uses every place of a request, for tests that script the API behind it. */
import { capability, client, type Manifest, provider, system, tenant } from './workspace.ts';

const order = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    status: { type: 'string' },
    total: { type: 'string' },
    date_created: { type: 'string' },
    billing: {
      type: 'object',
      properties: { first_name: { type: 'string' }, email: { type: 'string' } },
    },
  },
};

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

/** The most that a caller may send here, and that is read of an answer, in bytes. */
export const limits = { requestBytes: 4096, answerBytes: 16_384 } as const;

const endpoints = {
  'list-orders': {
    method: 'GET',
    path: '/orders',
    headers: { 'X-Api-Version': '7' },
    parameters: [
      { name: 'status', in: 'query', schema: { type: 'string', enum: ['processing', 'completed', 'any'] } },
      { name: 'per_page', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
      { name: 'tag[]', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
      { name: 'since', in: 'query', schema: { type: 'string' } },
      { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
    ],
    response: { schema: { type: 'array', items: order } },
  },
  'get-order': { method: 'GET', path: '/orders/{id}', parameters: [idParameter], response: { schema: order } },
  'get-line': {
    method: 'GET',
    path: '/orders/{id}/lines/{line}.json',
    parameters: [idParameter, { ...idParameter, name: 'line' }],
  },
  'create-order': {
    method: 'POST',
    path: '/orders',
    body: {
      required: true,
      constant: { currency: 'CLP', source: { channel: 'api' } },
      schema: {
        type: 'object',
        required: ['customer', 'lines'],
        properties: {
          customer: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } },
          },
          lines: { type: 'array', items: { type: 'object' } },
          table: { type: 'integer' },
          source: { type: 'object', properties: { by: { type: 'string' } } },
        },
      },
    },
  },
  'replace-order': {
    method: 'PUT',
    path: '/orders/{id}',
    parameters: [idParameter, { name: 'dry', in: 'query', schema: { type: 'boolean' } }],
    body: { required: true, schema: { type: 'object' } },
  },
  'remove-order': { method: 'DELETE', path: '/orders/{id}', parameters: [idParameter] },
  raw: { method: 'GET', path: '/raw' },
  status: {
    method: 'GET',
    path: '/status',
    response: { schema: { type: 'object', properties: { up: { type: 'boolean' } } } },
    failure: { when: '$.error', message: '$.error.message' },
  },
  slow: { method: 'POST', path: '/slow', timeoutMs: 200, body: { schema: { type: 'object' } } },
};

const shaped = {
  id: { $from: '$.id', $as: 'string' },
  status: { $from: '$.status', $map: { processing: 'open', completed: 'done' }, $else: 'other' },
  total: { $from: '$.total', $as: 'number' },
  createdAt: { $from: '$.date_created', $as: 'date-time' },
  customer: { name: '$.billing.first_name', email: '$.billing.email' },
};

const searchArguments = {
  status: { to: 'query.status', map: { open: 'processing', done: 'completed', any: 'any' }, default: 'any' },
  limit: { to: 'query.per_page', default: 20 },
  tags: { to: 'query.tag[]' },
  since: { to: 'query.since', schema: { type: 'string', format: 'date-time' }, as: 'date' },
  trace: { to: 'header.X-Trace' },
};

const createArguments = {
  name: { to: 'body.customer.name' },
  email: { to: 'body.customer.email' },
  lines: { to: 'body.lines' },
  table: { to: 'body.table', schema: { type: 'string', pattern: '^[0-9]+$' }, as: 'integer', required: false },
  by: { to: 'body.source.by', const: 'smarteros' },
};

/** The tenant's files: its API at `<apiUrl>/v1`, another at `goneUrl`, and a client that may call all but `admin.*`. */
export function acme(apiUrl: string, goneUrl: string, key: string): Record<string, Manifest> {
  return {
    ...system({ limits, hosts: { mcp: 'https://mcp.example.com' } }),
    ...tenant('acme', {}, { uid: '0d6f8a8e-3b0e-4b52-9a50-5a3f7c1b9e21' }),
    ...client('acme', 'agent', key, ['orders.*', 'raw.get', 'status.get', 'slow.run', 'gone.get']),
    ...provider('acme', 'api', `${apiUrl}/v1`, endpoints),
    ...provider('acme', 'gone', goneUrl, { get: { method: 'GET', path: '/' } }),
    ...capability('acme', 'orders.search', 'api/list-orders', {
      arguments: searchArguments,
      result: { items: '$[*]', each: shaped },
    }),
    ...capability('acme', 'orders.get', 'api/get-order', { result: { fields: shaped } }),
    ...capability('acme', 'orders.line', 'api/get-line'),
    ...capability('acme', 'orders.create', 'api/create-order', { arguments: createArguments }),
    ...capability('acme', 'orders.replace', 'api/replace-order', {
      arguments: { id: {}, dry: { default: true }, order: { to: 'body' } },
    }),
    ...capability('acme', 'orders.remove', 'api/remove-order'),
    ...capability('acme', 'raw.get', 'api/raw'),
    ...capability('acme', 'status.get', 'api/status'),
    ...capability('acme', 'slow.run', 'api/slow', { arguments: {} }),
    ...capability('acme', 'gone.get', 'gone/get'),
    ...capability('acme', 'admin.reset', 'api/raw'),
  };
}
