import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveFile, refusalOf, refusalOfNew, replaceText } from './write-back.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'smarteros-write-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string | Buffer): string {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return file;
}

test('a text is replaced whole: mode and byte order mark stay, and nothing is left beside it', () => {
  const file = put('a.yaml', '\uFEFFa: 1\r\n');
  chmodSync(file, 0o664);
  replaceText(file, 'a: 1\r\n', 'b: 1\r\n');
  expect(readFileSync(file, 'utf8')).toBe('\uFEFFb: 1\r\n');
  expect(statSync(file).mode & 0o777).toBe(0o664);
  expect(readdirSync(root)).toEqual(['a.yaml']);
});

test('a file that somebody else has changed is left as it is', () => {
  const file = put('a.yaml', 'a: 2\n');
  expect(() => replaceText(file, 'a: 1\n', 'b: 1\n')).toThrow(/changed by somebody else/);
  expect(readFileSync(file, 'utf8')).toBe('a: 2\n');
});

test('links and what lies outside are refused, wherever on the way they are', () => {
  const outside = mkdtempSync(join(tmpdir(), 'smarteros-outside-'));
  put('inside/real.yaml', 'a: 1\n');
  symlinkSync(outside, join(root, 'folder'));
  symlinkSync(join(root, 'inside/real.yaml'), join(root, 'link.yaml'));
  expect(refusalOf(root, 'inside/real.yaml')).toBeNull();
  expect(refusalOf(root, 'inside/new/deep.yaml')).toBeNull();
  expect(refusalOf(root, 'link.yaml')).toBe('link.yaml is a link');
  expect(refusalOf(root, 'folder/new.yaml')).toBe('folder is a link');
  expect(refusalOf(root, 'inside/real.yaml/below.yaml')).toBe('inside/real.yaml is a file');
  for (const path of ['../a.yaml', 'a/../../b.yaml', '/etc/a.yaml', './a.yaml'])
    expect(refusalOf(root, path)).toBe('it lies outside the workspace');
  expect(refusalOfNew(root, 'inside/real.yaml')).toBe('inside/real.yaml is there already');
  rmSync(outside, { recursive: true });
});

test('a move makes folders, takes the empty ones away, and never goes over a file', () => {
  put('a/b/file.yaml', 'a: 1\n');
  put('a/other.yaml', 'b: 1\n');
  moveFile(root, 'a/b/file.yaml', 'c/d/file.yaml');
  expect(readFileSync(join(root, 'c/d/file.yaml'), 'utf8')).toBe('a: 1\n');
  expect([existsSync(join(root, 'a/b')), existsSync(join(root, 'a'))]).toEqual([false, true]);
  expect(() => moveFile(root, 'a/other.yaml', 'c/d/file.yaml')).toThrow(/EEXIST/);
  expect(readFileSync(join(root, 'a/other.yaml'), 'utf8')).toBe('b: 1\n');
  expect(readFileSync(join(root, 'c/d/file.yaml'), 'utf8')).toBe('a: 1\n');
});
