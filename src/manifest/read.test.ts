import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf, readFile, readWorkspace } from './read.ts';

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'workspace-'));
  folder = join(parent, 'manifests');
  mkdirSync(folder);
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = 'a: 1\n'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function paths(): string[] {
  return readWorkspace(folder).files.map((file) => file.path);
}

function refused(): string[] {
  return readWorkspace(folder).problems.map((problem) => `${problem.span.file}: ${problem.code}`);
}

test('every YAML file is found, in the order of the paths', () => {
  for (const path of [
    'tenants/b/tenant.yaml',
    'tenants/a/tenant.yml',
    'tenants/a-b/tenant.yaml',
    'system.yaml',
    'notes.md',
    'tenants/a/openapi.json',
  ])
    put(path);
  expect(paths()).toEqual(['system.yaml', 'tenants/a-b/tenant.yaml', 'tenants/a/tenant.yml', 'tenants/b/tenant.yaml']);
});

test('what is hidden, node_modules and folders with a YAML name are passed over', () => {
  for (const path of [
    '.system.yaml',
    'tenants/.a.yaml',
    '.git/config.yaml',
    'node_modules/x/x.yaml',
    'tenants/.cache/x.yaml',
    'odd.yaml/inside.yaml',
  ])
    put(path);
  expect(paths()).toEqual(['odd.yaml/inside.yaml']);
});

test('a byte order mark is no part of the text, and equal texts have equal hashes', () => {
  put('with.yaml', '\uFEFFa: 1\n');
  put('without.yaml', 'a: 1\n');
  const [first, second] = readWorkspace(folder).files;
  expect(first?.text).toBe('a: 1\n');
  expect(first?.hash).toBe(second?.hash);
  expect(first?.hash).toBe(hashOf('a: 1\n'));
  expect(first?.hash).not.toBe(hashOf('a: 2\n'));
});

test('a link is followed inside the folder only', () => {
  put('tenants/a/tenant.yaml');
  writeFileSync(join(parent, 'secret.yaml'), 'password: 1\n');
  mkdirSync(join(parent, 'manifests-of-others'));
  symlinkSync(join(folder, 'tenants/a/tenant.yaml'), join(folder, 'again.yaml'));
  symlinkSync(join(parent, 'secret.yaml'), join(folder, 'outside.yaml'));
  symlinkSync(join(parent, 'manifests-of-others'), join(folder, 'others'));
  symlinkSync(join(parent, 'nowhere'), join(folder, 'broken.yaml'));
  symlinkSync(join(parent, 'secret.yaml'), join(folder, 'irrelevant.txt'));
  expect(paths()).toEqual(['again.yaml', 'tenants/a/tenant.yaml']);
  expect(refused().toSorted()).toEqual([
    'broken.yaml: unreadable-file',
    'others: unreadable-file',
    'outside.yaml: unreadable-file',
  ]);
});

test('links in a circle end', () => {
  put('a/x.yaml');
  symlinkSync(folder, join(folder, 'a/up'));
  symlinkSync(join(folder, 'a'), join(folder, 'b'));
  expect(paths()).toEqual(['a/x.yaml', 'b/x.yaml']);
});

test('what cannot be read is a problem of that file alone', () => {
  put('fine.yaml');
  put('latin1.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xf1]));
  put('huge.yaml', Buffer.alloc(20 * 1024 * 1024 + 1, 0x20));
  expect(paths()).toEqual(['fine.yaml']);
  expect(refused().toSorted()).toEqual(['huge.yaml: file-too-large', 'latin1.yaml: unreadable-file']);
});

test('a folder that is missing, empty or a file says how to begin', () => {
  put('readme.md');
  writeFileSync(join(parent, 'file'), '');
  for (const path of [folder, join(parent, 'missing'), join(parent, 'file')]) {
    const { files, problems } = readWorkspace(path);
    expect(files).toEqual([]);
    expect(problems).toMatchObject([
      { code: 'no-workspace', severity: 'error', hint: expect.stringContaining('smarteros init') },
    ]);
  }
});

test('a file that a manifest names is read inside the folder only', () => {
  put('providers/shop/openapi.json', '{}');
  writeFileSync(join(parent, 'secret.json'), '{}');
  symlinkSync(join(parent, 'secret.json'), join(folder, 'providers/shop/link.json'));
  expect(readFile(folder, 'providers/shop/openapi.json')).toEqual({
    path: 'providers/shop/openapi.json',
    text: '{}',
    hash: hashOf('{}'),
  });
  for (const path of ['../secret.json', 'providers/shop/link.json', 'providers/shop']) {
    expect(readFile(folder, path)).toMatchObject({ code: 'unreadable-file', span: { file: path } });
  }
  expect(JSON.stringify(readFile(folder, '../secret.json'))).not.toContain(parent);
  for (const path of ['providers/shop/missing.json', 'bad\0name']) expect(readFile(folder, path)).toBeNull();
});
