import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownersSection, withOwners, type Owners } from './codeowners.ts';

const owners: Owners = {
  workspace: 'manifests',
  system: ['@acme/platform'],
  tenants: [
    { name: 'demo', owners: ['@acme/demo', 'ana@example.cl'] },
    { name: 'quiet', owners: [] },
  ],
};
const section = ownersSection(owners);

test('the system comes first, since the last pattern that matches counts', () => {
  expect(section).toEqual([
    '# smarteros: owners of /manifests begin (from spec.owners of its manifests, by "smarteros codeowners --write")',
    '/manifests/ @acme/platform',
    '/manifests/tenants/demo/ @acme/demo ana@example.cl',
    '# smarteros: owners of /manifests end',
  ]);
});

test('a repository that is a workspace belongs to the system as a whole', () => {
  expect(ownersSection({ ...owners, workspace: '' }).slice(1, 3)).toEqual([
    '* @acme/platform',
    '/tenants/demo/ @acme/demo ana@example.cl',
  ]);
});

test('nobody is no section', () => {
  expect(ownersSection({ ...owners, system: [], tenants: [] })).toEqual([]);
});

test('a path with signs of their own stays one pattern of one line', () => {
  const [, rule] = ownersSection({ ...owners, workspace: 'my files/#1 [a]*\nx @evil' });
  expect(rule).toBe(String.raw`/my\ files/?1\ ?a???x\ @evil/ @acme/platform`);
});

describe('a file', () => {
  const write = (text: string, lines = section) => withOwners(text, 'manifests', lines);

  test('keeps what others wrote, before and behind', () => {
    const first = write('* @acme/all\n\n# mine\n') ?? '';
    expect(first).toBe(`* @acme/all\n\n# mine\n\n${section.join('\n')}\n`);
    const changed = ownersSection({ ...owners, tenants: [] });
    expect(write(`${first}/docs/ @acme/writers\n`, changed)).toBe(
      `* @acme/all\n\n# mine\n\n${changed.join('\n')}\n/docs/ @acme/writers\n`,
    );
  });

  test('may be empty, or become so', () => {
    expect(write('')).toBe(`${section.join('\n')}\n`);
    expect(write(`${section.join('\n')}\n`, [])).toBe('');
    expect(write('* @a\n', [])).toBe('* @a\n');
  });

  test('keeps line breaks of both kinds as they are', () => {
    const mixed = '# a\r\n* @a\n# b';
    expect(write(mixed)).toBe(`${mixed}\r\n\r\n${section.join('\r\n')}\r\n`);
    const between = `# a\r\n${section.join('\n')}\n# b\n# c`;
    expect(write(between)).toBe(`# a\r\n${section.join('\r\n')}\r\n# b\n# c`);
    expect(write(between, [])).toBe('# a\r\n# b\n# c');
  });

  test('keeps its line breaks', () => {
    expect(write('* @a\r\n')).toBe(`* @a\r\n\r\n${section.join('\r\n')}\r\n`);
  });

  test('may have the part of another workspace, whose name begins alike', () => {
    const other = ownersSection({ ...owners, workspace: 'manifests b' });
    const both = write(`${other.join('\n')}\n`) ?? '';
    expect(withOwners(both, 'manifests b', [])).toBe(`${section.join('\n')}\n`.replace(/^/, '\n'));
  });

  test.each([
    ['no end', section.slice(0, -1)],
    ['no beginning', section.slice(1)],
    ['two of them', [...section, ...section]],
    ['the end first', section.toReversed()],
  ])('with %s is left alone', (_what, lines) => {
    expect(write(lines.join('\n'))).toBeNull();
  });

  test('written twice is the same, and without its part as it was', () => {
    const line = fc.stringMatching(/^[ -~]*$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        const text = lines.map((each) => `${each}\n`).join('');
        const once = write(text) ?? '';
        expect(write(once)).toBe(once);
        expect(write(once, [])?.trimEnd()).toBe(text.trimEnd());
      }),
    );
  });
});
