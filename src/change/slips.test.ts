/** One slip, one finding: at the slip or at what refers to it. What is certain is corrected, and nothing else is touched. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { createBuilder } from '../build/build.ts';
import { hashOf, type SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import { fixAll } from './fix.ts';
import { allSlips, type Slip, slipped, workspace } from './slips.fixture.ts';

const build = createBuilder({ thorough: true });
const original = new Map(Object.entries(workspace).map(([path, text]) => [path, fileOf(path, text)]));
const slips = allSlips();

function fileOf(path: string, text: string): SourceFile {
  return { path, text, hash: hashOf(text) };
}

function problemsOf(files: Iterable<SourceFile>): readonly Problem[] {
  return build(files, [], null).problems;
}

function filesWith(slip: Slip): SourceFile[] {
  return [...original.values()].map((file) => (file.path === slip.file ? fileOf(slip.file, slipped(slip)) : file));
}

function words(problems: readonly Problem[]): string[] {
  return problems.map(({ span, code, message }) => `${span.file}:${span.line}:${span.column} ${code} ${message}`);
}

test('the workspace has no mistake, and slips of every kind are made in it', () => {
  expect(words(problemsOf(original.values()))).toEqual([]);
  expect(slips.length).toBeGreaterThan(300);
  const kinds: Slip['kind'][] = ['key', 'word', 'kind', 'reference', 'name', 'type'];
  expect(kinds.filter((kind) => !slips.some((slip) => slip.kind === kind))).toEqual([]);
});

const titled = slips.map((slip) => ({
  title: `${slip.kind} ${slip.file} ${slip.path}: ${slip.was} → ${slip.text}`,
  slip,
}));

describe('a slip is told once, where it stands or where it is referred to', () => {
  test.each(titled)('$title', ({ slip }) => {
    const problems = problemsOf(filesWith(slip));
    const elsewhere = problems.filter(({ span }) => span.file !== slip.file);
    const referring = elsewhere.filter(({ span }) => (workspace[span.file] ?? '').includes(slip.was));
    expect(words(elsewhere)).toEqual(words(referring));
    if (slip.kind === 'name') return;
    expect(words(problems)).toHaveLength(1);
    expect(problems[0]?.span.file).toBe(slip.file);
    expect(problems[0]?.span.line).toBe(slipped(slip).slice(0, slip.start).split('\n').length);
    expect(problems[0]?.hint ?? '').not.toBe('');
  });
});

describe('a document', () => {
  const documents = Object.entries(workspace).filter(([, text]) => text.includes('kind: '));
  const kinds = ['System', 'Plan', 'Tenant', 'Client', 'Provider', 'Endpoint', 'Capability'];

  test.each(documents)('%s with another kind is one finding, at its kind', (file, text) => {
    for (const kind of kinds) {
      const changed = text.replace(/^kind: \w+/m, `kind: ${kind}`);
      if (changed === text) continue;
      const problems = problemsWith(file, changed);
      expect(words(problems)).toHaveLength(1);
      expect(problems[0]?.span).toMatchObject({
        file,
        line: text.split('\n').findIndex((line) => line.startsWith('kind')) + 1,
      });
    }
  });

  test.each(documents)(
    '%s without one of its fields has at most one finding, in it or where it is referred to',
    (file, text) => {
      const amount = parseAllDocuments(text).length;
      for (let index = 0; index < amount; index++)
        for (const path of fieldPaths(parseAllDocuments(text)[index]?.contents)) {
          const documents = parseAllDocuments(text);
          documents[index]?.deleteIn(path);
          const problems = problemsWith(file, documents.map(String).join(''));
          // Its document is then nobody's, which is told beside the references that it leaves without an end.
          const most = path.join('.') === 'spec.openapi' ? 2 : 1;
          expect([path.join('.'), words(problems).slice(most)]).toEqual([path.join('.'), []]);
        }
    },
  );

  function problemsWith(file: string, text: string): readonly Problem[] {
    return problemsOf([...original.values()].map((one) => (one.path === file ? fileOf(file, text) : one)));
  }

  function fieldPaths(node: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
    if (isSeq(node)) return node.items.flatMap((item, index) => fieldPaths(item, [...path, index]));
    if (!isMap(node)) return [];
    return node.items.flatMap(({ key, value }) => {
      const here = [...path, String(isScalar(key) ? key.value : '')];
      return [here, ...fieldPaths(value, here)];
    });
  }
});

test('an endpoint with a mistake is told once, however many capabilities it is behind', () => {
  const file = 'tenants/demo/providers/shop/endpoints/update-stock.yaml';
  const broken = (workspace[file] as string).replace('type: integer', 'type: whole');
  const capability = workspace['tenants/demo/capabilities/stock.set.yaml'] as string;
  const more = ['a', 'b', 'c', 'd'].map((name) =>
    fileOf(`tenants/demo/capabilities/stock.${name}.yaml`, capability.replace('stock.set', `stock.${name}`)),
  );
  const files = [...original.values()].map((one) => (one.path === file ? fileOf(file, broken) : one));
  expect(words(problemsOf([...files, ...more]))).toEqual([expect.stringContaining(`${file}:14:`)]);
});

describe('what is certain is corrected, and every other byte stays', () => {
  const fixable = titled.filter(({ slip }) => problemsOf(filesWith(slip)).some(({ fix }) => fix !== undefined));

  test('that is most of it', () => {
    expect(fixable.length).toBeGreaterThan(slips.length / 2);
  });

  test.each(fixable.filter(({ slip }) => slip.kind !== 'name'))('$title', ({ slip }) => {
    const fixed = fix(slip);
    expect(words(fixed.problems)).toEqual([]);
    expect(fixed.files.map(({ from, to }) => [from, to])).toEqual([[slip.file, slip.file]]);
    const before = workspace[slip.file] as string;
    const after = fixed.files[0]?.after ?? '';
    expect(after.startsWith(before.slice(0, slip.start))).toBe(true);
    expect(after.endsWith(before.slice(slip.end))).toBe(true);
    const isText = slip.kind === 'type' && /^(0123|true)$/.test(slip.text);
    const expected = isText ? `"${slip.text}"` : before.slice(slip.start, slip.end);
    expect(after.slice(slip.start, after.length - (before.length - slip.end))).toBe(expected);
  });

  /** Names are people's own: what refers to one follows it, unless several do. */
  test.each(fixable.filter(({ slip }) => slip.kind === 'name'))('$title', ({ slip }) => {
    const before = problemsOf(filesWith(slip));
    const fixed = fix(slip);
    const left = fixed.left.map(({ problem }) => problem);
    expect(words(fixed.problems)).toEqual(
      words(before.filter((problem) => words(left).includes(words([problem])[0] ?? ''))),
    );
    for (const { before: old, after } of fixed.files) expect(after).toBe(old.replace(slip.was, slip.text));
  });

  function fix(slip: Slip) {
    return fixAll(filesWith(slip), { problemsOf, refusal: () => null, refusalOfNew: () => null });
  }
});

test('several slips at once come to an end, and a second time there is nothing to do', { timeout: 30_000 }, () => {
  const several = fc.uniqueArray(fc.constantFrom(...slips), {
    minLength: 2,
    maxLength: 5,
    selector: ({ file }) => file,
  });
  fc.assert(
    fc.property(several, (chosen) => {
      const files = [...original.values()].map((file) => {
        const slip = chosen.find((one) => one.file === file.path);
        return slip === undefined ? file : fileOf(file.path, slipped(slip));
      });
      const context = { problemsOf, refusal: () => null, refusalOfNew: () => null };
      const first = fixAll(files, context);
      const after = new Map(first.files.map((file) => [file.from, file]));
      const again = fixAll(
        files.map((file) => fileOf(after.get(file.path)?.to ?? file.path, after.get(file.path)?.after ?? file.text)),
        context,
      );
      expect(again.files).toEqual([]);
      expect(words(again.problems)).toEqual(words(first.problems));
    }),
    { numRuns: 30 },
  );
});
