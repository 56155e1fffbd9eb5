/** Files that are meant to break a reader: none crashes it, none hangs it, each is pointed at. */
import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { launcher } from './gateway.ts';
import { capability, createWorkspace, provider, system, tenant } from './workspace.ts';

interface Told {
  readonly status: number | null;
  readonly problems: readonly {
    readonly code: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endColumn: number;
    readonly message: string;
    readonly hint: string | null;
  }[];
  readonly stderr: string;
}

/** A reader that needs longer than this hangs. */
const patienceMs = 30_000;

const base = {
  ...system(),
  ...tenant('demo'),
  ...provider('demo', 'shop', 'http://127.0.0.1:1', { list: { method: 'GET', path: '/' } }),
  ...capability('demo', 'orders.list', 'shop/list'),
};

/** Checks the base workspace with one more file, or whatever else `prepare` does to its folder. */
function check(prepare: (folder: string, put: (path: string, content: string | Buffer) => void) => void): Told {
  const workspace = createWorkspace(base);
  try {
    prepare(workspace.folder, (path, content) => {
      mkdirSync(dirname(join(workspace.folder, path)), { recursive: true });
      writeFileSync(join(workspace.folder, path), content);
    });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [launcher, 'check', workspace.folder, '--format', 'json'],
      { encoding: 'utf8', timeout: patienceMs, maxBuffer: 64 * 1024 * 1024 },
    );
    return { status, stderr, problems: status === null ? [] : JSON.parse(stdout).problems };
  } finally {
    rmSync(workspace.folder, { recursive: true, force: true });
  }
}

const plan = 'apiVersion: smarteros/v1\nkind: Plan\nmetadata: { name: basic }\nspec: {}\n';
const head = 'apiVersion: smarteros/v1\nkind: Plan\nmetadata: { name: basic }\n';

function aliasBomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) =>
    level === 0 ? 'l0: &l0 [x, x, x, x, x, x, x, x, x, x]' : `l${level}: &l${level} [${`*l${level - 1}, `.repeat(10)}]`,
  );
  return `${head}spec: {}\n${lines.join('\n')}\n`;
}

const texts: Readonly<Record<string, string | Buffer>> = {
  'ten levels of ten aliases': aliasBomb(10),
  'an alias of itself': `${head}spec: &a { limits: *a }\n`,
  'a thousand anchors': `${head}spec:\n${Array.from({ length: 1000 }, (_, index) => `  f${index}: &a${index} 1\n`).join('')}`,
  'a hundred thousand brackets': `${head}spec: ${'['.repeat(100_000)}`,
  'ten thousand levels of indentation': `${head}spec:\n${Array.from({ length: 400 }, (_, index) => `${' '.repeat(index + 2)}a:\n`).join('')}`,
  'ten thousand keys that are no fields': `${head}spec:\n${Array.from({ length: 9000 }, (_, index) => `  field${index}: 1\n`).join('')}`,
  'ten thousand times the same key': `${head}spec:\n${'  trial: {}\n'.repeat(9000)}`,
  'a line of 200 KB': `${head}spec: { a: "${'x'.repeat(200_000)}" }\n`,
  'a key of 200 KB': `${head}spec: { ? "${'x'.repeat(200_000)}" : 1 }\n`,
  'a tag that runs something': `${head}spec: !!js/function 'function () { process.exit(3) }'\n`,
  'a merge key': `${head}spec: { <<: { trial: { hours: 1 } } }\n`,
  __proto__: `${head}spec: { __proto__: { trial: 1 } }\n`,
  'constructor and prototype': `${head}spec: { constructor: { prototype: { polluted: true } } }\n`,
  'tabs for spaces': 'apiVersion: smarteros/v1\nkind: Plan\nmetadata:\n\tname: basic\nspec: {}\n',
  'a NUL in a name': `${plan.replace('basic', 'ba\0sic')}`,
  'nothing but NULs': Buffer.alloc(4096),
  'UTF-16 with its mark': Buffer.from(`\uFEFF${plan}`, 'utf16le'),
  'UTF-16 without one': Buffer.from(plan, 'utf16le'),
  'Latin-1': Buffer.from(`${plan}# año\n`, 'latin1'),
  'a cut UTF-8 sequence': Buffer.concat([Buffer.from(plan), Buffer.from([0xe2, 0x82])]),
  'ten megabytes of a manifest': plan + '# and so on\n'.repeat(900_000),
  'ten megabytes of one line': `${head}spec: { a: "${'x'.repeat(10_000_000)}" }\n`,
  'a document that is a number': `${plan}---\n12\n`,
  'a document that is a list': `${plan}---\n- apiVersion: smarteros/v1\n`,
  'a billion dots': `${head}spec: { limits: ${'.'.repeat(100_000)}5 }\n`,
  'a number with a million digits': `${head}spec: { trial: { hours: ${'9'.repeat(200_000)} } }\n`,
  'a directive of another version': `%YAML 1.1\n---\n${plan}`,
  'a directive of nobody': `%FOO bar\n---\n${plan.replace('spec: {}', 'spec: { nothing: 1 }')}`,
  'a name with a line break': plan.replace('basic', '"ba\\nsic"'),
  'a name with a path in it': plan.replace('basic', '../../etc/passwd'),
  'a name that is turned around': plan.replace('basic', '"ba\u202Esic"'),
  'a name with an emoji': plan.replace('basic', '🍞'),
  'carriage returns alone': `${plan.replaceAll('\n', '\r')}extra: 1\r`,
};

describe('a file that is meant to break a reader', () => {
  test.each(Object.entries(texts))('%s is pointed at', (_title, text) => {
    const told = check((_folder, put) => put('plans/basic.yaml', text));
    expect(told.stderr).toBe('');
    expect(told.status).toBe(1);
    const files = new Set(told.problems.map(({ file }) => file));
    expect(files).toEqual(new Set(['plans/basic.yaml']));
    for (const { line, column, endColumn, message, hint } of told.problems) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(endColumn).toBeGreaterThanOrEqual(column);
      expect(message.length).toBeLessThan(1000);
      expect(hint).toMatch(/\S/);
    }
    expect(told.problems.length).toBeLessThanOrEqual(10_000);
  });
});

test.each([
  ['a byte order mark', `\uFEFF${plan}`],
  ['carriage returns and line feeds', plan.replaceAll('\n', '\r\n')],
  ['no line end at the end', plan.trimEnd()],
  ['comments and blank lines alone around it', `\n\n# first\n\n${plan}\n\n# last\n\n`],
  ['an explicit end', `---\n${plan}...\n`],
])('a plain manifest with %s has no problem', (_title, text) => {
  expect(check((_folder, put) => put('plans/basic.yaml', text))).toMatchObject({ status: 0, problems: [] });
});

describe('an odd place', () => {
  test.each(['plans/with space.yaml', 'plans/100%.yaml', "plans/it's.yaml", 'plans/ñandú 🍞.yaml', 'plans/a:b.yaml'])(
    '%s is read, and a mistake in it pointed at',
    (path) => {
      expect(check((_folder, put) => put(path, plan))).toMatchObject({ status: 0, problems: [] });
      const told = check((_folder, put) => put(path, plan.replace('spec: {}', 'spec: { nothing: 1 }')));
      expect(told).toMatchObject({ status: 1, problems: [{ code: 'unknown-field', file: path, line: 4 }] });
    },
  );

  test.skipIf(process.platform === 'win32')('a file name with a line break is shown on one line', () => {
    const told = check((_folder, put) => put('plans/a\nb.yaml', 'apiVersion: smarteros/v1\nkind: Plan\n'));
    expect(told.status).toBe(1);
    expect(told.problems.map(({ file }) => file)).toContain('plans/a\nb.yaml');
  });

  test.each([
    ['a file outside', '../../../../../../../etc/passwd'],
    ['a folder outside', '/'],
    ['itself', 'basic.yaml'],
    ['nothing', 'nowhere.yaml'],
    ['a device', '/dev/zero'],
  ])('a link to %s is not followed', (_title, target) => {
    const told = check((folder) => {
      mkdirSync(join(folder, 'plans'), { recursive: true });
      symlinkSync(target, join(folder, 'plans/basic.yaml'));
    });
    expect(told).toMatchObject({
      status: 1,
      stderr: '',
      problems: [{ code: 'unreadable-file', file: 'plans/basic.yaml' }],
    });
  });

  test('links in a circle and hard links end', () => {
    const told = check((folder, put) => {
      put('plans/basic.yaml', plan);
      symlinkSync('..', join(folder, 'plans/up'));
      symlinkSync('tenants', join(folder, 'again'));
      linkSync(join(folder, 'plans/basic.yaml'), join(folder, 'plans/same.yaml'));
    });
    expect(told.status).toBe(1);
    expect(told.problems.map(({ code }) => code)).toContain('duplicate-resource');
  });
});
