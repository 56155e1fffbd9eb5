import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../manifest/read.ts';
import { hasErrors, type Problem } from '../problem.ts';
import type { TenantShard } from '../table/table.ts';
import { createBuilder, type Build } from './build.ts';
import {
  buildOf,
  capability,
  client,
  type Manifests,
  plan,
  provider,
  sourceFiles,
  system,
  tenant,
} from './workspace.fixture.ts';

const url = 'https://api.example.com';
const get = { method: 'GET', path: '/orders' };

/** Everything that a file of the workspace may hold, by path; the first is what it holds at first, null is no file. */
const contents: Readonly<Record<string, readonly (Manifests[string] | null)[]>> = {
  'system.yaml': [
    ...values(system({ operators: ['a/agent'] })),
    ...values(system({ limits: { requestBytes: 2048 } })),
    'kind: [',
    null,
  ],
  'plans/pro.yaml': [
    ...values(plan('pro', { limits: { answerBytes: 4096 } })),
    ...values(plan('pro', { limits: { answerBytes: 8192 } })),
    { apiVersion: 'smarteros/v1', kind: 'Plan', metadata: { name: 'pro' }, spec: { limits: { answerBytes: 'x' } } },
    null,
  ],
  ...choices(provider(null, 'mail', url, { send: get }), provider(null, 'mail', `${url}/v2`, { send: get })),
  ...tenantChoices('a'),
  ...tenantChoices('b'),
  ...tenantChoices('c'),
};

function values(manifests: Manifests): Manifests[string][] {
  return Object.values(manifests);
}

function choices(...versions: Manifests[]): Record<string, (Manifests[string] | null)[]> {
  const paths = Object.keys(versions[0] as Manifests);
  return Object.fromEntries(
    paths.map((path) => [path, [...versions.map((version) => version[path] ?? null), 'spec: {', 'x: y', null]]),
  );
}

function tenantChoices(name: string) {
  return choices(
    {
      ...tenant(name, { plan: 'pro' }),
      ...client(name, 'agent', ['orders.*']),
      ...client(name, 'root', ['*']),
      ...provider(name, 'shop', url, { list: get }),
      ...capability(name, 'orders.list', 'shop/list'),
      ...capability(name, 'mail.send', 'mail/send'),
    },
    {
      ...tenant(name, { status: 'suspended' }),
      ...client(name, 'agent', ['mail.*']),
      ...client(name, 'root', ['orders.list']),
      ...provider(name, 'shop', `${url}/v3`, { list: { ...get, path: '/all' } }),
      // the name of another tenant, and one that nobody has
      ...capability(name, 'orders.list', 'b/list'),
      ...capability(name, 'mail.send', 'nobody/send'),
    },
  );
}

const edit = fc.constantFrom(...Object.keys(contents)).chain((path) =>
  fc.record({
    path: fc.constant(path),
    content: fc.constantFrom(...(contents[path] as (Manifests[string] | null)[])),
  }),
);

function full(files: Iterable<SourceFile>): Build {
  return createBuilder({ thorough: false })(files, [], null);
}

function filesOf(files: Iterable<SourceFile>, isIn: (path: string) => boolean): SourceFile[] {
  return [...files].filter(({ path }) => isIn(path));
}

const isShared = (path: string) => !path.startsWith('tenants/');

/** What a reload must give: each scope by itself, against the shared files that last were right. */
function expectSameAsFull(
  live: Build,
  files: ReadonlyMap<string, SourceFile>,
  goodShared: readonly SourceFile[],
): void {
  const now = full(files.values());
  const reference = full([...goodShared, ...filesOf(files.values(), (path) => !isShared(path))]);
  const sharedIsGood = !hasErrors(now.shared.problems);
  for (const [name, built] of live.tenants) {
    const wanted = reference.tenants.get(name)!;
    expect(built.compiled).toEqual(wanted.compiled);
    if (wanted.compiled.shard !== null) expect(built.served).toEqual(wanted.compiled.shard);
    else if (built.served !== null) expect(built.served.clients).toEqual(wanted.compiled.clients);
    expect(live.states.get(name) ?? 'ready').toBe(
      wanted.compiled.shard !== null ? 'ready' : built.served === null ? 'unavailable' : 'degraded',
    );
  }
  expect([...live.tenants.keys()]).toEqual([...reference.tenants.keys()]);
  expect(live.table.system.operators).toEqual(now.table.system.operators);
  expect(live.shared.problems).toEqual(now.shared.problems);
  if (sharedIsGood) expect(live.problems).toEqual(now.problems);
  if (!hasErrors(now.problems)) expect(JSON.stringify(live.table)).toBe(JSON.stringify(now.table));
}

/** A tenant as a start makes it of what is right, when only capabilities of it are wrong; else null. */
function withoutWrongCapabilities(
  { tenants }: Build,
  name: string,
  files: ReadonlyMap<string, SourceFile>,
  goodShared: readonly SourceFile[],
): TenantShard | null {
  const problems = tenants.get(name)?.problems ?? [];
  const wrong = problems.filter(({ severity }) => severity === 'error').map(({ span }) => span.file);
  if (!wrong.every((path) => path.includes('/capabilities/'))) return null;
  const right = filesOf(files.values(), (path) => !isShared(path) && !wrong.includes(path));
  return full([...goodShared, ...right]).tenants.get(name)?.compiled.shard ?? null;
}

/** What was served before and is served now. */
function keptOf(kept: TenantShard | null, served: TenantShard | null): TenantShard['operations'] {
  const names = Object.keys(served?.operations ?? {});
  return Object.fromEntries(Object.entries(kept?.operations ?? {}).filter(([name]) => names.includes(name)));
}

describe('after any edits', () => {
  test('a reload gives what a start would give, and what breaks keeps its operations and loses its access', () => {
    fc.assert(
      fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (rounds) => {
        const build = createBuilder({ thorough: false });
        const first = Object.fromEntries(Object.entries(contents).map(([path, [content]]) => [path, content!]));
        const files = new Map(sourceFiles(first).map((file) => [file.path, file]));
        let goodShared = filesOf(files.values(), isShared);
        let live = build(files.values(), [], null);
        expect(live.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        for (const edits of rounds) {
          const before = live;
          for (const { path, content } of edits) {
            files.delete(path);
            if (content !== null) files.set(path, sourceFiles({ [path]: content })[0]!);
          }
          live = build(files.values(), [], before);
          const shared = filesOf(files.values(), isShared);
          if (!hasErrors(full(shared).shared.problems)) goodShared = shared;
          expectSameAsFull(live, files, goodShared);
          for (const [name, { compiled, served }] of live.tenants) {
            const kept = before.tenants.get(name)?.served ?? null;
            if (compiled.shard !== null) continue;
            const right = withoutWrongCapabilities(live, name, files, goodShared);
            if (right === null) expect(served?.operations).toEqual(kept?.operations);
            else expect(served?.operations).toEqual({ ...keptOf(kept, served), ...right.operations });
          }
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});

const start: Manifests = {
  ...system(),
  ...tenant('a'),
  ...client('a', 'agent', ['*']),
  ...provider('a', 'shop', url, { list: get }),
  ...capability('a', 'orders.list', 'shop/list'),
  ...tenant('b'),
};

/** A builder that has built `start`, and what changes to it give. */
function live(manifests = start) {
  const build = createBuilder({ thorough: false });
  let files = sourceFiles(manifests);
  let current = build(files, [], null);
  return {
    current: () => current,
    change(changes: Record<string, Manifests[string] | null>, unread: readonly Problem[] = []): Build {
      files = files.filter(({ path }) => !Object.hasOwn(changes, path));
      for (const [path, content] of Object.entries(changes))
        if (content !== null) files.push(...sourceFiles({ [path]: content }));
      current = build(files, unread, current);
      return current;
    },
  };
}

function unreadable(file: string): Problem {
  const span = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { code: 'unreadable-file', severity: 'error', message: 'The file cannot be read.', span };
}

describe('a change', () => {
  test('of one tenant leaves the others’ shards as they are, to the object', () => {
    const { current, change } = live();
    const before = current();
    const after = change({ ...capability('a', 'orders.count', 'shop/list') });
    expect(after.table.tenants['b']).toBe(before.table.tenants['b']);
    expect(after.table.tenants['a']?.digest).not.toBe(before.table.tenants['a']?.digest);
    expect(after.table.version).not.toBe(before.table.version);
  });

  test('of a comment changes no version', () => {
    const { current, change } = live();
    const path = 'tenants/a/tenant.yaml';
    const text = sourceFiles(tenant('a'))[0]!.text;
    expect(change({ [path]: `# why\n\n${text}` }).table.version).toBe(current().table.version);
  });

  test('that names another tenant is told as such from the moment that there is one', () => {
    const { change } = live();
    const reaching = change({ ...capability('a', 'orders.list', 'zeta/list') });
    expect(reaching.problems.map(({ code }) => code)).toEqual(['unknown-endpoint']);
    expect(change(tenant('zeta')).problems.map(({ code }) => code)).toEqual(['foreign-endpoint']);
    expect(change({ 'tenants/zeta/tenant.yaml': null }).problems.map(({ code }) => code)).toEqual(['unknown-endpoint']);
  });
});

describe('what is broken', () => {
  test('keeps its operations and none of the clients that are gone', () => {
    const { current, change } = live();
    const operations = current().table.tenants['a']?.operations;
    const after = change({ 'tenants/a/tenant.yaml': 'kind: [', 'tenants/a/clients/agent.yaml': null });
    expect(after.states.get('a')).toBe('degraded');
    expect(after.table.tenants['a']?.operations).toEqual(operations);
    expect(after.table.tenants['a']?.clients).toEqual({});
    expect(after.table.tenants['b']).toBe(current().table.tenants['b']);
  });

  test('in a client’s own file takes that client’s access away and no other’s', () => {
    const { change } = live({ ...start, ...client('a', 'other', ['*']) });
    const after = change({ 'tenants/a/clients/agent.yaml': 'kind: Client\nspec: [' });
    expect(Object.keys(after.table.tenants['a']?.clients ?? {})).toEqual(['other']);
  });

  test('in the system takes the operators away and leaves the limits', () => {
    const { change } = live({ ...start, ...system({ operators: ['a/agent'], limits: { requestBytes: 2048 } }) });
    const after = change({ 'system.yaml': 'kind: [' });
    expect(after.table.system.operators).toEqual([]);
    expect(after.table.system.limits.requestBytes).toBe(2048);
  });

  test('in a shared document costs nobody a capability, also not who is edited meanwhile', () => {
    const document = (path: string) =>
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'x', version: '1' },
        paths: { [path]: { get: { responses: {} } } },
      });
    const mail = 'providers/mail/openapi.json';
    const { change } = live({
      ...start,
      ...provider(null, 'mail', url, {}, { openapi: 'openapi.json' }),
      [mail]: document('/send'),
      ...capability('a', 'mail.send', 'mail/GET /send'),
    });
    const broken = change({ [mail]: '{' });
    expect(broken.problems.map(({ span }) => span.file)).toEqual([mail]);
    const edited = change({ ...capability('a', 'orders.count', 'shop/list') });
    expect(Object.keys(edited.table.tenants['a']?.operations ?? {})).toEqual([
      'mail.send',
      'orders.count',
      'orders.list',
    ]);
    expect(edited.states.size).toBe(0);
  });
});

describe('a file that cannot be read', () => {
  const path = 'tenants/a/capabilities/orders.list.yaml';

  test('is told, and keeps the tenant as it was, until it is gone or readable', () => {
    const { current, change } = live();
    const operations = current().table.tenants['a']?.operations;
    const unread = change({ [path]: null }, [unreadable(path)]);
    expect(unread.problems.map(({ code }) => code)).toEqual(['unreadable-file']);
    expect(unread.table.tenants['a']?.operations).toEqual(operations);
    const gone = change({});
    expect(gone.problems).toEqual([]);
    expect(gone.table.tenants['a']?.operations).toEqual({});
    expect(gone.states.size).toBe(0);
  });

  test('is told even when it is all that the tenant has, and takes its access away', () => {
    const { change } = live();
    const after = change({ 'tenants/b/tenant.yaml': null }, [unreadable('tenants/b/tenant.yaml')]);
    expect(after.problems).toHaveLength(1);
    expect(after.states.get('b')).toBe('degraded');
    expect(after.table.tenants['b']?.clients).toEqual({});
  });

  test('may be a tenant’s whole folder, and concerns no one else', () => {
    const { change } = live();
    const after = change({ 'tenants/b/tenant.yaml': null }, [unreadable('tenants/b')]);
    expect([...after.states]).toEqual([['b', 'degraded']]);
    expect(hasErrors(after.shared.problems)).toBe(false);
  });
});

test('folders named like what objects inherit are tenants like others', () => {
  const odd = Object.fromEntries(
    ['constructor', '__proto__', 'toString'].map((name) => [`tenants/${name}/x.yaml`, 'a: 1']),
  );
  const { table, states, problems } = buildOf({ ...start, ...odd });
  expect(Object.keys(table.tenants)).toEqual(['a', 'b']);
  expect([...states.values()]).toEqual(['unavailable', 'unavailable', 'unavailable']);
  expect(problems).toHaveLength(3);
});

test('names that every object inherits are names like any other', () => {
  const names = ['constructor', 'tostring', 'valueof'];
  const build = buildOf(
    Object.assign(
      {},
      ...names.flatMap((name) => [
        tenant(name),
        provider(name, name, url, { [name]: get }),
        client(name, name, ['*']),
        capability(name, `${name}.get`, `${name}/${name}`),
      ]),
    ) as Manifests,
  );
  expect(build.problems).toEqual([]);
  expect(Object.keys(build.table.tenants)).toEqual(names.toSorted());
  for (const name of names) {
    const shard = build.table.tenants[name];
    expect(Object.keys(shard?.upstreams ?? {})).toEqual([name]);
    expect(shard?.operations[`${name}.get`]?.upstream).toBe(name);
  }
});
