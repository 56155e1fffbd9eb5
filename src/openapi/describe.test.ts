import { describe, expect, it } from 'vitest';
import { describeDocument } from './describe.ts';

function of(document: object) {
  return describeDocument({ path: 'openapi.json', text: JSON.stringify(document, null, 1) });
}

/** A document with operations that ask for these, one each. */
function asking(securitySchemes: object, requirements: readonly unknown[], more: object = {}) {
  const operations = requirements.map((security, at) => [`/${at}`, { get: security === null ? {} : { security } }]);
  return of({ openapi: '3.1.0', paths: Object.fromEntries(operations), components: { securitySchemes }, ...more });
}

const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
const apiKey = { type: 'api_key', in: 'header', name: 'X-Key', prefix: '' };

describe('a document', () => {
  it('is told by its form and words', () => {
    const info = { title: ' Shop ', description: 'Sells <b>tea</b>', version: '1' };
    expect(of({ openapi: '3.2.0', info })).toMatchObject({
      form: 'OpenAPI 3.2.0',
      title: 'Shop',
      description: 'Sells <b>tea</b>',
    });
    expect(of({ swagger: '2.0', info: { title: 4, summary: 'x' } })).toMatchObject({ form: 'Swagger 2.0', title: '' });
    expect(describeDocument({ path: 'o', text: 'openapi: 3.0\n' }).form).toBe('OpenAPI 3.0');
  });

  it.each(['', 'openapi: 4.0.0', '{', '[]', '<html>'])('%j tells nothing', (text) => {
    expect(describeDocument({ path: 'o', text })).toMatchObject({ form: '', servers: [], credentials: [] });
  });
});

describe('servers', () => {
  it('have their variables filled, and relative ones stay so', () => {
    const servers = [
      { url: 'https://{name}.example.com:{port}/v1', variables: { name: { default: 'eu' }, port: { default: 443 } } },
      { url: '/api' },
      { url: 'https://{unknown}.example.com' },
      { url: '/api' },
      { nothing: true },
      null,
    ];
    expect(of({ openapi: '3.1.0', servers }).servers).toEqual([
      'https://eu.example.com:443/v1',
      '/api',
      'https://{unknown}.example.com',
    ]);
  });

  it('are those of paths and operations where the document has none', () => {
    const paths = { '/a': { servers: [{ url: 'https://a' }], get: { servers: [{ url: 'https://b' }] } } };
    expect(of({ openapi: '3.1.0', paths }).servers).toEqual(['https://a', 'https://b']);
    expect(of({ openapi: '3.1.0', servers: [{ url: 'https://c' }], paths }).servers).toEqual(['https://c']);
  });

  it.each([
    [{ host: 'api.example.com', basePath: '/v1' }, ['https://api.example.com/v1']],
    [{ host: 'api.example.com', schemes: ['http'] }, ['http://api.example.com']],
    [{ host: 'api.example.com', schemes: ['http', 'https'] }, ['https://api.example.com']],
    [{ host: 'api.example.com', schemes: ['wss'] }, ['https://api.example.com']],
    [{ basePath: '/v1' }, ['/v1']],
    [{}, []],
    [{ host: 7 }, []],
  ])('of Swagger %j are %j', (parts, servers) => {
    expect(of({ swagger: '2.0', ...parts }).servers).toEqual(servers);
  });
});

describe('credentials', () => {
  it('come in the order of how many operations take them', () => {
    const { credentials } = asking({ key, basic: { type: 'http', scheme: 'Basic' } }, [
      [{ basic: [] }],
      [{ key: [] }, { basic: [] }],
      [{ basic: [] }],
    ]);
    expect(credentials).toEqual([
      { type: 'basic', operations: 3 },
      { ...apiKey, operations: 1 },
    ]);
  });

  it('of the whole document count for operations without their own; an empty list takes none', () => {
    const { credentials } = asking({ key }, [null, null, []], { security: [{ key: [] }] });
    expect(credentials).toEqual([
      { ...apiKey, operations: 2 },
      { type: 'none', operations: 1 },
    ]);
  });

  it('that nothing asks for are told last; nothing at all is nothing', () => {
    expect(asking({ key }, [null]).credentials).toEqual([{ ...apiKey, operations: 0 }]);
    expect(asking({}, [null]).credentials).toEqual([]);
    expect(asking({ key }, [null, [{ key: [] }]]).credentials).toContainEqual({ type: 'none', operations: 1 });
  });

  it.each([
    [{ type: 'http', scheme: 'Bearer' }, { type: 'bearer' }],
    [
      { type: 'http', scheme: 'digest' },
      { type: 'other', name: 'digest' },
    ],
    [{ type: 'mutualTLS' }, { type: 'other', name: 'mutualTLS' }],
    [{ type: 'openIdConnect' }, { type: 'bearer' }],
    [
      { type: 'apiKey', in: 'cookie', name: 's' },
      { type: 'api_key', in: 'cookie', name: 's', prefix: '' },
    ],
    [
      { type: 'apiKey', in: 'body', name: 's' },
      { type: 'other', name: 'it' },
    ],
    [{ type: 'apiKey', in: 'header', name: 'Authorization', description: 'Bearer <token>' }, { type: 'bearer' }],
    [
      { type: 'apiKey', in: 'header', name: 'Authorization', description: 'As `Token <key>`.' },
      { type: 'api_key', in: 'header', name: 'Authorization', prefix: 'Token ' },
    ],
    [
      { type: 'apiKey', in: 'header', name: 'Authorization', description: 'A key that bearers of it keep.' },
      { type: 'api_key', in: 'header', name: 'Authorization', prefix: '' },
    ],
    [{ $ref: '#/components/x-schemes/key' }, apiKey],
  ])('%j is %j', (scheme, expected) => {
    const { credentials } = of({
      openapi: '3.1.0',
      security: [{ it: [] }],
      paths: { '/a': { get: {} } },
      components: { securitySchemes: { it: scheme }, 'x-schemes': { key } },
    });
    expect(credentials).toEqual([{ ...expected, operations: 1 }]);
  });

  it.each<[string, object[], object[]]>([
    ['Authorization', [], [{ type: 'api_key', in: 'header', name: 'Authorization', prefix: '', operations: 2 }]],
    ['X-Api-Key', [], [{ type: 'api_key', in: 'header', name: 'X-Api-Key', prefix: '', operations: 2 }]],
    ['X-Trace', [], []],
    ['X-Api-Key', [{}, {}, {}], []],
    [
      'Authorization',
      [{}, {}, {}],
      [{ type: 'api_key', in: 'header', name: 'Authorization', prefix: '', operations: 2 }],
    ],
  ])('that only a header parameter %s asks for, beside %j, are %j', (name, others, expected) => {
    const asks = { parameters: [{ name, in: 'header', required: true, schema: { type: 'string' } }] };
    const paths = Object.fromEntries([asks, asks, ...others].map((get, index) => [`/p${index}`, { get }]));
    expect(of({ openapi: '3.1.0', paths }).credentials).toEqual(expected);
  });

  it('are known of each operation by itself', () => {
    const { asked } = of({
      openapi: '3.1.0',
      security: [{ key: [] }],
      paths: { '/a': { get: {}, put: { security: [] }, post: { security: [{ basic: [] }, { key: [] }] } } },
      components: { securitySchemes: { key, basic: { type: 'http', scheme: 'basic' } } },
    });
    expect([...asked]).toEqual([
      ['GET /a', [apiKey]],
      ['PUT /a', [{ type: 'none' }]],
      ['POST /a', [{ type: 'basic' }, apiKey]],
    ]);
  });

  it('by OAuth have the token URL of client credentials, and the scopes that are asked for', () => {
    const flows = {
      clientCredentials: { tokenUrl: '/token', scopes: {} },
      authorizationCode: { tokenUrl: 'https://no' },
    };
    const servers = [{ url: 'https://api.example.com/v1' }];
    const asked = [[{ it: ['read'] }], [{ it: ['write', 'read'] }]];
    expect(asking({ it: { type: 'oauth2', flows } }, asked, { servers }).credentials).toEqual([
      { type: 'oauth2', tokenUrl: 'https://api.example.com/token', scopes: ['read', 'write'], operations: 2 },
    ]);
    const others = { type: 'oauth2', flows: { implicit: {} } };
    expect(asking({ it: others }, asked).credentials[0]).toMatchObject({ type: 'oauth2', tokenUrl: null });
  });

  it('that must come together are none that can be sent', () => {
    const { credentials } = asking({ key, app: { ...key, name: 'X-App' } }, [[{ key: [], app: [] }]]);
    expect(credentials[0]).toEqual({ type: 'other', name: 'key and app', operations: 1 });
  });

  it('that are not declared are a problem, once, and no failure', () => {
    const { credentials, problems } = asking({ key }, [[{ gone: [] }], [{ gone: [] }, { key: [] }]]);
    expect(credentials[0]).toEqual({ ...apiKey, operations: 1 });
    expect(problems).toMatchObject([
      { code: 'openapi-reference', severity: 'warning', message: expect.stringContaining('"gone"') as string },
    ]);
    expect(problems[0]?.span.line).toBeGreaterThan(1);
  });

  it('of Swagger are read alike', () => {
    const securityDefinitions = {
      basic: { type: 'basic' },
      key,
      app: { type: 'oauth2', flow: 'application', tokenUrl: 'https://t.example' },
    };
    const security = [{ basic: [] }, { key: [] }, { app: ['a'] }];
    const { credentials } = of({ swagger: '2.0', security, securityDefinitions, paths: { '/a': { get: {} } } });
    expect(credentials).toEqual([
      { type: 'basic', operations: 1 },
      { ...apiKey, operations: 1 },
      { type: 'oauth2', tokenUrl: 'https://t.example', scopes: ['a'], operations: 1 },
    ]);
  });
});
