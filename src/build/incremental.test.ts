/**
 * Random edits of a workspace on disk. After each, what is built on top of what was there, what is taken over from the cache,
 * and what a restarted process makes of the snapshot all have to be, byte for byte, what a full build gives.
 *
 * `SMARTEROS_FUZZ_RUNS=2000 npx vitest run src/build/incremental.test.ts` looks longer; a failure prints its seed.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWorkspace } from '../manifest/read.ts';
import { hasErrors } from '../problem.ts';
import { createBuilder, type Build, type Builder } from './build.ts';
import { buildAnew, buildCached } from './cached.ts';
import { openFileSet, type FileSet } from './file-set.ts';
import { createSnapshotWriter, loadSnapshot } from './snapshot.ts';
import {
  capability,
  client,
  contract,
  plan,
  provider,
  sourceFiles,
  system,
  tenant,
  type Manifests,
} from './workspace.fixture.ts';

const url = 'https://api.example.com';

const openApi = (path: string, type: string) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Mail', version: '1' },
    paths: {
      [path]: {
        get: {
          operationId: 'list',
          parameters: [{ name: 'q', in: 'query', schema: { type } }],
          responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
        },
      },
    },
  });

/** What the list of mails takes and answers. */
function mails(type: string) {
  return { arguments: { type: 'object', properties: { q: { type } } }, result: { type: 'object', required: ['n'] } };
}

function environment(spec: object): Manifests {
  const manifest = { apiVersion: 'smarteros/v1', kind: 'Environment', metadata: { name: 'production' }, spec };
  return { 'environments/production.yaml': JSON.stringify(manifest) };
}

function ofTenant(name: string): Manifests {
  const endpoint = {
    method: 'GET',
    path: '/orders',
    parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
  };
  return {
    ...tenant(name, { plan: 'pro' }),
    ...client(name, 'agent', ['orders.*']),
    ...provider(name, 'shop', url, { list: endpoint, get: { method: 'GET', path: '/orders/{id}' } }, { auth: bearer }),
    ...capability(name, 'orders.list', 'shop/list', { examples: [{ arguments: { page: 1 } }] }),
    ...capability(name, 'orders.get', 'shop/get'),
    ...capability(name, 'mail.list', 'mail/list', { contract: 'mail.list', result: { fields: { n: { $const: 1 } } } }),
  };
}

const bearer = { type: 'bearer', token: { secret: 'key' } };

const start: Manifests = {
  ...system({ operators: ['a/agent'] }),
  ...plan('pro', { limits: { answerBytes: 4096 } }),
  ...contract('mail.list', mails('string')),
  ...environment({ providers: { mail: { baseUrl: `${url}/live` }, 'a/shop': { baseUrl: `${url}/a` } } }),
  ...provider(null, 'mail', url, {}, { openapi: 'openapi.json' }),
  'providers/mail/openapi.json': openApi('/mails', 'string'),
  ...['a', 'b', 'c'].reduce((all, name) => ({ ...all, ...ofTenant(name) }), {}),
};

/** Other contents that a file may get, beside its own first one and damaged ones. */
const contents: readonly string[] = [
  start,
  system({ limits: { requestBytes: 2048 } }),
  system({ operators: ['zeta/agent'] }),
  plan('pro', { limits: { answerBytes: 8192 } }),
  contract('mail.list', mails('integer')),
  environment({ providers: { mail: { baseUrl: `${url}/other` }, 'zeta/shop': { baseUrl: url } } }),
  { 'x.json': openApi('/mails', 'integer'), 'y.json': openApi('/others', 'string') },
  tenant('a', { status: 'suspended' }),
  tenant('zeta'),
  client('b', 'agent', ['mail.*']),
  capability('a', 'orders.list', 'b/list'),
  capability('b', 'orders.list', 'zeta/list', { title: 'Another' }),
  capability('c', 'orders.list', 'shop/lst'),
  capability('a', 'orders-list', 'shop/list'),
  provider('b', 'shop', `${url}/v2`, { list: { method: 'GET', path: '/all' } }),
].flatMap((manifests) => sourceFiles(manifests).map(({ text }) => text));

const newPaths = [
  'tenants/zeta/tenant.yaml',
  'tenants/a/capabilities/orders-list.yaml',
  'tenants/a/notes.yaml',
  'providers/mail/openapi.yaml',
  'tenants/b/providers/shop/openapi.json',
  'plans/free.yaml',
  'stray.yaml',
];

const kinds = 'own own own other remove rename swap truncate empty break comment move word'.split(' ');

const edit = fc.record({
  kind: fc.constantFrom(...kinds),
  path: fc.constantFrom(...Object.keys(start), ...newPaths),
  to: fc.constantFrom(...Object.keys(start), ...newPaths),
  content: fc.constantFrom(...contents),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** Edits the folder, and gives the paths that changed. */
function apply(folder: string, { kind, path, to, content, at }: Edit): string[] {
  const file = join(folder, path);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const write = (where: string, what: string) => {
    mkdirSync(dirname(join(folder, where)), { recursive: true });
    writeFileSync(join(folder, where), what);
    return [where];
  };
  if (kind === 'own') return write(path, sourceFiles({ [path]: start[path] ?? content })[0]!.text);
  if (kind === 'other') return write(path, content);
  if (text === null) return [];
  switch (kind) {
    case 'remove':
      rmSync(file);
      return [path];
    case 'rename':
    case 'move': {
      const target = kind === 'rename' ? to : path.replace(/^tenants\/./, 'tenants/b');
      mkdirSync(dirname(join(folder, target)), { recursive: true });
      renameSync(file, join(folder, target));
      return [path, target];
    }
    case 'swap': {
      const other = existsSync(join(folder, to)) ? readFileSync(join(folder, to), 'utf8') : '';
      return [...write(path, other), ...write(to, text)];
    }
    case 'truncate':
      return write(path, text.slice(0, Math.floor(text.length * at)));
    case 'empty':
      return write(path, '');
    case 'break':
      return write(
        path,
        `${text.slice(0, Math.floor(text.length * at))}\n[: {${text.slice(Math.floor(text.length * at))}`,
      );
    case 'comment':
      return write(path, `# ${at}\n${text}`);
    default:
      return write(
        path,
        text.replace(/[a-z]{4,}/g, (word, offset: number) => (offset % 9 === 0 ? `${word}x` : word)),
      );
  }
}

/** Everything that a build says. */
function said({ table, states, problems }: Build): string {
  return JSON.stringify({ table, states: [...states], problems });
}

/** A full build over files that were all read anew; `history` is the full build before it, whose last good shards count. */
function full(folder: string, environmentName: string | null, history: Build | null): Build {
  const { files, problems } = readWorkspace(folder);
  return createBuilder({ thorough: false, environment: environmentName })(files, problems, history);
}

interface Running {
  readonly build: Builder;
  readonly files: FileSet;
  current: Build;
}

/** What a process does at its start, with what the last one left. */
function startIn(folder: string, environmentName: string | null): Running {
  const stored = loadSnapshot(join(folder, '.smarteros', 'cache'), environmentName);
  const build = createBuilder({ thorough: false, environment: environmentName, stored });
  const files = openFileSet(folder);
  return { build, files, current: build(files.files(), files.problems(), null) };
}

async function stop(folder: string, { current }: Running): Promise<void> {
  const writer = createSnapshotWriter(join(folder, '.smarteros', 'cache'), (error) => {
    throw error;
  });
  writer.save(current);
  await writer.close();
}

const step = fc.record({
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  after: fc.constantFrom('nothing', 'nothing', 'nothing', 'restart', 'check', 'check'),
});

async function follow(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[], name: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-fuzz-'));
  try {
    for (const { path, text } of sourceFiles(start)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    let running = startIn(folder, name);
    let reference = full(folder, name, null);
    expect(hasErrors(running.current.problems)).toBe(false);
    for (const { edits, after } of steps) {
      const paths = edits.flatMap((one) => apply(folder, one));
      // A loop of its own: every path has to be looked at.
      let changed = false;
      for (const path of paths) changed = running.files.refresh(path) || changed;
      if (changed)
        running.current = running.build(
          running.files.files(),
          running.files.problems(),
          running.current,
          running.files.changes(),
        );
      reference = full(folder, name, reference);
      expect(said(running.current)).toBe(said(reference));
      if (!hasErrors(reference.problems)) expect(said(running.current)).toBe(said(full(folder, name, null)));
      if (after === 'check') {
        const options = { thorough: true, environment: name };
        expect(said(buildCached(folder, { ...options, clockMs: 20 }))).toBe(said(buildAnew(folder, options)));
      }
      if (after === 'restart') {
        await stop(folder, running);
        running = startIn(folder, name);
        expect(said(running.current)).toBe(said(reference));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runs = process.env['SMARTEROS_FUZZ_RUNS'];

test('after any edits, what is built is what a full build gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 12 }),
      fc.constantFrom(null, null, 'production'),
      async (steps, name) => follow(steps, name),
    ),
    runs === undefined ? { numRuns: 25, interruptAfterTimeLimit: 15_000 } : { numRuns: Number(runs) },
  );
}, 3_600_000);
