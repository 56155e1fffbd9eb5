import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { withExtension, withSchemaSetting } from './editor-settings.ts';

const key = './.vscode/smarteros.schema.json';

describe('the schema is added to settings that are', () => {
  test.each([
    ['not there', null, {}],
    ['empty', '', {}],
    ['an empty object', '{}', {}],
    [
      'full of comments',
      '{\n  // one\n  "a": 1, // two\n  /* three */\n  "b": [2] // four\n  // five\n}\n',
      { a: 1, b: [2] },
    ],
    ['with a comma at the end', '{ "a": 1, }', { a: 1 }],
    ['with other schemas', '{ "yaml.schemas": { "x": "y" } /* c */ }', {}],
    ['of Windows', '{\r\n  "a": 1\r\n}\r\n', { a: 1 }],
    ['indented by tabs', '{\n\t"a": 1\n}\n', { a: 1 }],
  ])('%s', (_what, text, others) => {
    const after = withSchemaSetting(text) as string;
    const value = parse(after, [], { allowTrailingComma: true }) as Record<string, Record<string, unknown>>;
    expect(value).toMatchObject(others);
    expect(value['yaml.schemas']?.[key]).toContain('tenants/*/tenant.yaml');
    for (const comment of text?.match(/\/\/.*|\/\*.*?\*\//g) ?? []) expect(after.split(comment)).toHaveLength(2);
    if (text?.includes('\r') === true) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(withSchemaSetting(after)).toBe(after);
  });

  test('comments stay on the lines of what they are about', () => {
    expect(withSchemaSetting('{\n  // one\n  "a": 1 // two\n}\n')).toMatch(
      /\n {2}\/\/ one\n {2}"a": 1 \/\/ two\n\}\n$/,
    );
  });

  test('other schemas stay, and ours is put right', () => {
    const value = parse(withSchemaSetting(`{ "yaml.schemas": { "x": "y", "${key}": "old" } }`) as string) as object;
    expect(value).toEqual({ 'yaml.schemas': { x: 'y', [key]: expect.arrayContaining(['system.yaml']) } });
  });
});

describe('nothing is added to what is', () => {
  test.each([
    '{ "a": 1',
    '[1]',
    '3',
    '{ "yaml.schemas": 3, "recommendations": 3 }',
    '{ "yaml.schemas": null, "recommendations": null }',
    '{ "a": 1 } x',
  ])('%s', (text) => {
    expect(withSchemaSetting(text)).toBeNull();
    expect(withExtension(text)).toBeNull();
  });
});

test('the extension is recommended once, beside others', () => {
  const first = withExtension('{ "recommendations": ["a.b"] }') as string;
  expect(parse(first)).toEqual({ recommendations: ['a.b', 'redhat.vscode-yaml'] });
  expect(withExtension(first)).toBe(first);
  expect(parse(withExtension(null) as string)).toEqual({ recommendations: ['redhat.vscode-yaml'] });
  expect(parse(withExtension('{ "unwantedRecommendations": ["x.y"] }') as string)).toEqual({
    unwantedRecommendations: ['x.y'],
    recommendations: ['redhat.vscode-yaml'],
  });
});
