import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Build } from '../build/build.ts';
import type { Json } from '../schema.ts';
import type { Binding, PathPart } from '../table/table.ts';
import { manifest } from '../table/workspace.fixture.ts';
import { hiddenCharacters } from '../hidden-characters.ts';
import { renderResource } from './render.ts';
import {
  buildTexts,
  everyResource,
  leaves,
  rendered,
  renderedTexts,
  valuesOf,
  type Texts,
  type Words,
} from './workspace.fixture.ts';

function readTexts(folder: string): Texts {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.ya?ml$/.test(entry.name),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')];
    }),
  );
}

const base = readTexts(join(import.meta.dirname, '../../manifests'));
const overriding = {
  ...base,
  'environments/test.yaml': manifest(
    'Environment',
    { name: 'test' },
    {
      hosts: { mcp: 'https://mcp.example.com/' },
      limits: { answerBytes: 777 },
      providers: { 'demo/shop': { baseUrl: 'https://shop.example.com/v2/', network: 'public', timeoutMs: 1234 } },
    },
  ),
};

function placeOf({ in: place, name, bodyPath }: Binding): string {
  return place === 'body' ? ['body', ...bodyPath].join('.') : `${place}.${name}`;
}

function templateOf(parts: readonly PathPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : `{${part.parameter}}`)).join('');
}

/** What the table says, in the words of manifests: every field that a capability, a provider or a tenant compiles to. */
function expectTable(build: Build): void {
  for (const shard of Object.values(build.table.tenants)) {
    const tenant = valuesOf(build, `tenant/${shard.name}`);
    expect(tenant).toMatchObject({
      'metadata.title': shard.title,
      'metadata.uid': shard.uid,
      'metadata.description': shard.description === '' ? null : shard.description,
      'spec.status': shard.status,
      'spec.type': shard.type,
      'spec.plan': shard.plan,
      'spec.contactEmail': shard.contactEmail,
      ...(shard.trial === null
        ? {}
        : { 'spec.trial.hours': shard.trial.hours, 'spec.trial.startsAt': shard.trial.startsAt }),
    });
    const limits = valuesOf(build, shard.plan === null ? 'system' : `plan/${shard.plan}`);
    expect(limits['spec.limits.requestBytes']).toBe(shard.limits.requestBytes);
    expect(limits['spec.limits.answerBytes']).toBe(shard.limits.answerBytes);
    for (const upstream of Object.values(shard.upstreams)) {
      const word = `provider/${upstream.name}`;
      const provider = upstream.shared ? valuesOf(build, word) : valuesOf(build, shard.name, word);
      expect(String(provider['spec.baseUrl']).replace(/\/+$/, '')).toBe(
        upstream.origin + templateOf(upstream.basePath),
      );
      expect(provider).toMatchObject({
        'spec.network': upstream.network,
        'spec.category': upstream.category,
        'spec.timeoutMs': upstream.timeoutMs,
        ...Object.fromEntries(
          Object.entries(upstream.auth).flatMap(([name, value]) => {
            const isHeader = name === 'name' && 'in' in upstream.auth && upstream.auth.in === 'header';
            return isHeader ? [] : [[`spec.auth.${name}`, value === '' ? null : value]];
          }),
        ),
      });
    }
    for (const operation of Object.values(shard.operations)) {
      const values = valuesOf(build, shard.name, operation.capability);
      expect(values).toMatchObject({
        'spec.title': operation.title,
        'spec.description': operation.description,
        'spec.timeoutMs': operation.timeoutMs,
        'spec.hints.readOnly': operation.hints.readOnly,
        'spec.hints.destructive': operation.hints.destructive,
        'spec.hints.idempotent': operation.hints.idempotent,
      });
      const input = operation.input as { properties: Record<string, Record<string, Json>>; required?: string[] };
      for (const binding of operation.bindings.filter(({ argument }) => argument !== null)) {
        const at = `spec.arguments.${binding.argument}`;
        const published = input.properties[binding.argument as string];
        expect(values[`${at}.to`]).toBe(placeOf(binding));
        expect(values[`${at}.required`]).toBe(input.required?.includes(binding.argument as string) ?? false);
        expect(values[`${at}.description`]).toEqual(published?.['description']);
        expect(values[`${at}.default`]).toEqual(binding.default);
        expect(values[`${at}.map`] ?? null).toEqual(binding.map);
        expect(values[`${at}.as`] ?? null).toEqual(binding.as);
        const { description: _, default: __, ...schema } = values[`${at}.schema`] as Record<string, Json>;
        expect(published).toMatchObject(schema);
      }
    }
  }
  const { system } = build.table;
  if (build.shared.effective.system !== null)
    expect(valuesOf(build, 'system')).toMatchObject({
      'metadata.title': system.title,
      'spec.hosts.api': system.hosts.api,
      'spec.hosts.mcp': system.hosts.mcp,
      'spec.limits.requestBytes': system.limits.requestBytes,
      'spec.limits.answerBytes': system.limits.answerBytes,
      'spec.operators': system.operators.map(({ tenant, client }) => `${tenant}/${client}`),
    });
}

/** Written in place of the manifests, what is shown compiles to the same table without any environment. */
function expectRoundTrip(texts: Texts, build: Build): void {
  expect(build.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const again = buildTexts(renderedTexts(texts, build));
  expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(again.table).toEqual(build.table);
}

describe('what is shown of the base workspace', () => {
  test.each([
    [base, null],
    [base, 'production'],
    [overriding, 'test'],
  ] as const)('is what its table says, and compiles to it (%#)', (texts, environment) => {
    const build = buildTexts(texts, environment);
    expect(everyResource(build).length).toBeGreaterThan(15);
    expectTable(build);
    expectRoundTrip(texts, build);
  });

  test('stands at the place that is named', () => {
    const build = buildTexts(overriding, 'test');
    let looked = 0;
    for (const [first, second] of everyResource(build)) {
      const { placer } = rendered(build, first, second);
      for (const { path, value, from } of leaves(build, first, second)) {
        const source = placer(from);
        if ('rule' in source || typeof value === 'object') continue;
        // These are decided by the mere presence of something else, or by an operation as a whole.
        if (path.includes('required') || from.kind === 'line' || path[0] === 'apiVersion' || path[0] === 'kind')
          continue;
        const line = (overriding as Texts)[source.file]?.split('\n')[source.line - 1]?.slice(source.column - 1) ?? '';
        const isKey = line.startsWith(`${path.at(-1)}:`);
        const text = String(value).replace(/\/$/, '');
        expect(
          isKey || line.replace(/^["']/, '').startsWith(text),
          `${path.join('.')} at ${source.file}:${source.line}: ${line}`,
        ).toBe(true);
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(150);
  });

  test('says which environment decided', () => {
    const build = buildTexts(overriding, 'test');
    const lineOf = (file: string, text: string) =>
      `${file}:${(base[file] ?? '').split('\n').findIndex((line) => line.includes(text)) + 1}`;
    const find = (field: string, ...words: Words) => {
      const leaf = leaves(build, ...words).find(({ path }) => path.join('.') === field);
      const { placer } = rendered(build, ...words);
      return leaf === undefined
        ? null
        : [placer(leaf.from), ...leaf.over.map((other) => placer(other.from))].map((source) =>
            'rule' in source ? source.rule : `${source.file}:${source.line}`,
          );
    };
    expect(find('spec.timeoutMs', 'demo', 'orders.search')).toEqual([
      'environments/test.yaml:1',
      lineOf('tenants/demo/providers/shop/provider.yaml', 'timeoutMs:'),
      'default',
    ]);
    expect(find('spec.limits.answerBytes', 'plan/trial')).toEqual([
      'environments/test.yaml:1',
      lineOf('plans/trial.yaml', 'answerBytes:'),
      lineOf('system.yaml', 'answerBytes:'),
      'default',
    ]);
    expect(find('spec.hosts.mcp', 'system')).toEqual([
      'environments/test.yaml:1',
      lineOf('system.yaml', 'mcp:'),
      'not declared',
    ]);
  });
});

test('approvals are shown, and come out as they went in', () => {
  const approver = { keys: [{ sha256: '0'.repeat(64) }], allow: [], approve: ['inventory.*'] };
  const file = 'tenants/demo/capabilities/inventory.update.yaml';
  const texts = {
    ...base,
    [file]: (base[file] as string).replace('\nspec:\n', '\nspec:\n  approval: required\n'),
    'tenants/demo/clients/boss.yaml': manifest('Client', { tenant: 'demo', name: 'boss' }, approver),
  };
  const build = buildTexts(texts);
  expect(build.table.tenants['demo']?.operations['inventory.update']?.needsApproval).toBe(true);
  expect(valuesOf(build, 'demo', 'inventory.update')['spec.approval']).toBe('required');
  expect(valuesOf(build, 'demo', 'client/boss')).toMatchObject({ 'spec.allow': [], 'spec.approve.0': 'inventory.*' });
  expectRoundTrip(texts, build);
});

describe('whatever a workspace says', () => {
  const milliseconds = fc.option(fc.integer({ min: 100, max: 120_000 }), { nil: undefined });
  const bytes = fc.option(fc.integer({ min: 1, max: 104_857_600 }), { nil: undefined });
  const count = fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined });
  const limits = fc.option(
    fc.record({ requestBytes: bytes, answerBytes: bytes, requestsPerMinute: count, burst: count }),
    { nil: undefined },
  );
  const ownLimits = fc.option(fc.record({ requestsPerMinute: fc.integer({ min: 1, max: 2000 }), burst: count }), {
    nil: undefined,
  });
  const perSecond = fc.option(
    fc.record({ requestsPerSecond: fc.integer({ min: 1, max: 2000 }), burst: count, concurrent: count }),
    { nil: undefined },
  );
  const part = fc.option(fc.integer({ min: 50, max: 20_000 }), { nil: undefined });
  const resilience = {
    timeouts: fc.option(fc.record({ connectMs: part, firstByteMs: part }), { nil: undefined }),
    retry: fc.constantFrom(undefined, { attempts: 1 }, { attempts: 5 }),
    limits: perSecond,
    redirects: fc.constantFrom(undefined, {}, { origins: ['https://B.example:443', 'https://a.example'] }),
  };
  const flag = fc.option(fc.boolean(), { nil: undefined });
  const words = fc
    .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
    // What readers do not see is an error of its own.
    .filter((text) => /\S/.test(text) && hiddenCharacters(text).length === 0);
  const secret = { secret: 'shop-key' };
  const auth = fc.constantFrom(
    undefined,
    { type: 'none' },
    { type: 'bearer', token: secret },
    { type: 'basic', username: 'me', password: secret },
    { type: 'api_key', in: 'query', name: 'key', key: secret },
    { type: 'api_key', in: 'header', name: 'X-Key', key: secret, prefix: 'Key ' },
    { type: 'oauth2', tokenUrl: 'https://id.example.com/t', clientId: 'me', clientSecret: secret },
    {
      type: 'oauth2',
      tokenUrl: 'https://id.example.com/t',
      clientId: secret,
      clientSecret: secret,
      scopes: ['a'],
      clientAuth: 'body',
    },
  );
  const conversion = fc.option(fc.constantFrom('string', 'number', 'integer', 'boolean', 'date', 'date-time'), {
    nil: undefined,
  });
  const resultField = fc.oneof(
    fc.constant('$.id'),
    fc.constant('$.lines[*].sku'),
    fc.record({
      $from: fc.constant('$.id'),
      $as: conversion,
      $else: fc.option(fc.constantFrom('none', 3, false), { nil: undefined }),
    }),
    fc.record({
      $from: fc.constant('$.state'),
      $map: fc.constant({ a: 'b', '1': true }),
      $else: fc.constantFrom(undefined, null, 'x'),
    }),
    fc.constant({ $from: '$.lines[*]', $each: { sku: '$.sku', at: { $from: '$.at', $as: 'date' } } }),
    fc.constant({ $from: '$.state', $sensitive: true }),
    fc.record({ $const: fc.constantFrom('CLP', 0, null, { a: ['b'] }) }),
  );
  const argument = fc.record({
    description: fc.option(words, { nil: undefined }),
    required: flag,
    schema: fc.constantFrom(undefined, {
      type: 'string',
      enum: ['1', 'true', 'null', '0x1F', '1e5', ' a', 'a: b', '# c'],
    }),
    as: fc.constantFrom(undefined, 'string'),
    default: fc.constantFrom(undefined, '1'),
    sensitive: fc.constantFrom(undefined, true),
  });
  const workspace = fc.record({
    environment: fc.record({
      limits,
      timeoutMs: milliseconds,
      baseUrl: fc.constantFrom(undefined, 'https://other.example.com/x'),
      network: fc.constantFrom(undefined, 'private'),
      provider: perSecond,
    }),
    tenant: fc.option(fc.record({ requestsPerMinute: count, burst: count }), { nil: undefined }),
    system: limits,
    plan: limits,
    hours: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    status: fc.constantFrom('trial', 'active', 'suspended'),
    title: fc.option(words, { nil: undefined }),
    provider: fc.record({ timeoutMs: milliseconds, auth, category: fc.constantFrom(undefined, 'erp'), ...resilience }),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'),
    endpointTime: milliseconds,
    isKeyed: fc.boolean(),
    capability: fc.record({
      limits: ownLimits,
      title: words,
      description: words,
      timeoutMs: milliseconds,
      hints: fc.option(fc.record({ readOnly: flag, destructive: flag, idempotent: flag }), { nil: undefined }),
      arguments: fc.option(fc.record({ a: argument, list: fc.constant({ to: 'query.filter[x]', const: 'yes' }) }), {
        nil: undefined,
      }),
      result: fc.option(
        fc.record({ fields: fc.record({ one: resultField, y: resultField, nested: fc.record({ two: resultField }) }) }),
        { nil: undefined },
      ),
    }),
  });
  type Generated = typeof workspace extends fc.Arbitrary<infer T> ? T : never;

  function textsOf(made: Generated): Texts {
    const spec = {
      rut: '76.086.428-5',
      businessName: 'Demo',
      type: 'customer',
      status: made.status,
      plan: 'small',
      limits: made.tenant,
    };
    const isKeyed = made.isKeyed && !['GET', 'HEAD'].includes(made.method);
    const line = {
      type: 'object',
      properties: { sku: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
    };
    const answer = {
      type: 'object',
      properties: {
        id: { type: 'integer', 'x-sensitive': true },
        state: { type: 'string' },
        lines: { type: 'array', items: line },
      },
    };
    const parameters = [
      { name: 'a', in: 'query', description: 'An a.' },
      { name: 'filter[x]', in: 'query', schema: { type: 'string', format: 'password' } },
    ];
    return {
      'environments/here.yaml': manifest(
        'Environment',
        { name: 'here' },
        {
          limits: made.environment.limits,
          providers: {
            'demo/shop': {
              network: made.environment.network,
              timeoutMs: made.environment.timeoutMs,
              limits: made.environment.provider,
              baseUrl: made.environment.baseUrl ?? 'https://shop.example.com',
            },
          },
        },
      ),
      'system.yaml': manifest('System', { name: 'test' }, { limits: made.system }),
      'plans/small.yaml': manifest(
        'Plan',
        { name: 'small' },
        { limits: made.plan, ...(made.hours === undefined ? {} : { trial: { hours: made.hours } }) },
      ),
      'tenants/demo/tenant.yaml': manifest('Tenant', { name: 'demo', title: made.title }, spec),
      'tenants/demo/providers/shop/provider.yaml': manifest(
        'Provider',
        { tenant: 'demo', name: 'shop' },
        { baseUrl: 'https://shop.example.com', ...made.provider },
      ),
      'tenants/demo/providers/shop/endpoints/do.yaml': manifest(
        'Endpoint',
        { tenant: 'demo', provider: 'shop', name: 'do' },
        {
          method: made.method,
          path: '/x/{id}',
          parameters,
          response: { schema: answer },
          timeoutMs: made.endpointTime,
          ...(isKeyed ? { idempotencyKey: { header: 'Idempotency-Key' } } : {}),
        },
      ),
      'tenants/demo/capabilities/do.it.yaml': manifest(
        'Capability',
        { tenant: 'demo', name: 'do.it' },
        {
          ...made.capability,
          endpoint: 'shop/do',
          ...(made.capability.arguments === undefined ? {} : { arguments: { ...made.capability.arguments, id: {} } }),
        },
      ),
    };
  }

  test('what is shown is what holds, and compiles to it', () => {
    fc.assert(
      fc.property(workspace, fc.boolean(), (made, applied) => {
        const texts = textsOf(made);
        const build = buildTexts(texts, applied ? 'here' : null);
        expectTable(build);
        expectRoundTrip(texts, build);
        // Said once more, without the compiler.
        const here: Partial<Generated['environment']> = applied ? made.environment : {};
        const values = valuesOf(build, 'demo', 'do.it');
        expect(values['spec.timeoutMs']).toBe(
          made.capability.timeoutMs ?? made.endpointTime ?? here.timeoutMs ?? made.provider.timeoutMs ?? 10_000,
        );
        expect(valuesOf(build, 'plan/small')['spec.limits.answerBytes']).toBe(
          here.limits?.answerBytes ?? made.plan?.answerBytes ?? made.system?.answerBytes ?? 10_485_760,
        );
        const given =
          here.limits?.requestsPerMinute ?? made.plan?.requestsPerMinute ?? made.system?.requestsPerMinute ?? 1000;
        const own = made.tenant?.requestsPerMinute ?? Infinity;
        expect(valuesOf(build, 'demo')['spec.limits.requestsPerMinute']).toBe(Math.min(given, own));
        const concurrent = here.provider?.concurrent ?? made.provider.limits?.concurrent ?? 64;
        expect(valuesOf(build, 'demo', 'provider/shop')['spec.limits.concurrent']).toBe(concurrent);
        expect(valuesOf(build, 'demo', 'provider/shop')['spec.network']).toBe(here.network ?? 'public');
        const readOnly = made.capability.hints?.readOnly ?? ['GET', 'HEAD'].includes(made.method);
        expect(values['spec.hints.readOnly']).toBe(readOnly);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('what cannot be shown', () => {
  const build = buildTexts({
    ...base,
    'tenants/demo/capabilities/broken.one.yaml':
      'apiVersion: smarteros/v1\nkind: Capability\nmetadata: { tenant: demo, name: broken.one }\nspec: {}\n',
    'tenants/demo/capabilities/lost.one.yaml': manifest(
      'Capability',
      { tenant: 'demo', name: 'lost.one' },
      { title: 'A', description: 'B', endpoint: 'shop/nowhere' },
    ),
  });

  test.each([
    [['foo'], 'Tenants: demo'],
    [['dmeo'], 'Did you mean "demo"?'],
    [['plan/tral'], 'Did you mean "trial"?'],
    [['environment/prod'], 'production'],
    [['provider/crm'], 'There is no shared provider'],
    [['colour/red'], 'nothing that can be rendered'],
    [['plan/trial', 'x'], 'says nothing more'],
    [['demo', 'orders.serch'], 'Did you mean "orders.search"?'],
    [['demo', 'provider/shp'], 'Did you mean "shop"?'],
    [['demo', 'endpoint/shop/list-order'], 'Did you mean "shop/list-orders"?'],
    [['demo', 'endpoint/shp/list'], 'Did you mean "shop"?'],
    [['demo', 'client/x'], 'no client "x"'],
    [['demo', 'thing/x'], 'nothing that a tenant has'],
    [['demo', '__proto__'], 'no capability'],
    [['constructor'], 'no tenant'],
  ] as const)('%j is not found, with what there is', ([first, second], words) => {
    const found = renderResource(build, first, second);
    expect(found).toMatchObject({ kind: 'not-found', message: expect.stringContaining(words) as string });
  });

  test.each(['broken.one', 'lost.one'])('%s is declared and has mistakes: they are told', (name) => {
    const found = renderResource(build, 'demo', name);
    if (found.kind !== 'broken') throw new Error(found.kind);
    expect(found.message).toContain(`tenants/demo/capabilities/${name}.yaml:1`);
    expect(found.problems.length).toBeGreaterThan(0);
    expect(new Set(found.problems.map(({ span }) => span.file))).toEqual(
      new Set([`tenants/demo/capabilities/${name}.yaml`]),
    );
  });
});
