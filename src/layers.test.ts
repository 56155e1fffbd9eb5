/** The table of rooms in docs/architecture.md, held: who may import whom, types included. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, type LayerRules, layerViolations } from '../test/layers.ts';

const ports = ['net/', 'secret/', 'identity/', 'limit/', 'state/', 'audit/', 'resilience/', 'telemetry/'];

const rules: LayerRules = {
  rooms: {
    'problem.ts': [],
    'annotations.ts': [],
    'memo.ts': [],
    'schema.ts': ['annotations.ts', 'memo.ts'],
    'suggest.ts': [],
    'addresses.ts': [],
    'version.ts': [],
    'report/': ['problem.ts', 'version.ts'],
    'git/': ['problem.ts', 'manifest/'],
    'hidden-characters.ts': [],
    'manifest/': ['hidden-characters.ts', 'problem.ts', 'schema.ts', 'suggest.ts', 'addresses.ts'],
    'openapi/': ['annotations.ts', 'problem.ts', 'schema.ts', 'suggest.ts', 'net/'],
    'link/': ['memo.ts', 'problem.ts', 'schema.ts', 'suggest.ts', 'manifest/', 'openapi/'],
    'compare/': ['schema.ts'],
    'expression/': ['type:schema.ts'],
    'table/': ['memo.ts', 'problem.ts', 'schema.ts', 'suggest.ts', 'compare/', 'expression/', 'link/'],
    'build/': ['memo.ts', 'problem.ts', 'version.ts', 'manifest/', 'openapi/', 'link/', 'table/', 'lint/'],
    'tokens.ts': [],
    'fit/': [],
    'structure/': ['type:schema.ts'],
    'introspect/': ['hidden-characters.ts', 'problem.ts', 'schema.ts', 'suggest.ts', 'openapi/', 'lint/', 'change/'],
    'traffic/': ['type:openapi/', 'type:introspect/', 'type:schema.ts', 'structure/'],
    'verify/': ['type:schema.ts', 'type:table/', 'structure/'],
    'refresh/': ['type:schema.ts', 'manifest/', 'type:openapi/', 'introspect/', 'change/'],
    'explain/': [
      'problem.ts',
      'schema.ts',
      'suggest.ts',
      'manifest/',
      'openapi/',
      'link/',
      'table/',
      'build/',
      'identity/',
    ],
    'emit/': ['schema.ts', 'tokens.ts', 'fit/', 'table/'],
    'lint/': ['hidden-characters.ts', 'problem.ts', 'schema.ts', 'tokens.ts', 'link/', 'table/', 'emit/'],
    'net/': ['addresses.ts'],
    'secret/': ['memo.ts', 'net/', 'type:table/'],
    'identity/': ['memo.ts', 'net/', 'type:table/'],
    'limit/': ['net/', 'type:table/'],
    'state/': ['net/', 'type:table/'],
    'audit/': ['net/', 'type:table/'],
    'resilience/': ['memo.ts', 'net/', 'type:table/'],
    'telemetry/': ['version.ts'],
    'resolve/': ['type:schema.ts', 'type:table/'],
    'embedding-service.ts': ['type:net/', 'type:resolve/'],
    'call/': ['memo.ts', 'table/', 'expression/', 'schema.ts', 'suggest.ts', ...ports],
    'change/': ['problem.ts', 'schema.ts', 'suggest.ts', 'manifest/'],
    'diff/': ['problem.ts', 'schema.ts', 'compare/', 'report/', 'table/', 'emit/', 'identity/'],
    'versions/': ['problem.ts', 'manifest/', 'table/', 'build/', 'git/'],
    'live.ts': ['problem.ts', 'manifest/', 'openapi/', 'link/', 'table/', 'build/'],
    'review/': [],
    'connect/': [],
    'stdio/': [],
    'serve/': ['*'],
    'open-workspace.ts': ['build/', 'live.ts', 'versions/'],
    'runtime.ts': ['version.ts', 'table/', 'call/', ...ports, 'resolve/', 'embedding-service.ts', 'versions/'],
    'open-gateway.ts': ['*'],
    'server.ts': ['*'],
    'stdio-server.ts': ['*'],
    'cli/': ['*'],
    'client.ts': [],
  },
  importedOnlyBy: {
    'serve/': ['open-gateway.ts', 'server.ts', 'stdio-server.ts'],
    'open-gateway.ts': ['server.ts', 'stdio-server.ts', 'cli/'],
    'server.ts': ['cli/'],
    'stdio-server.ts': ['cli/'],
    'open-workspace.ts': ['open-gateway.ts'],
    'runtime.ts': ['open-gateway.ts', 'cli/'],
    'connect/': ['cli/'],
    'stdio/': ['serve/', 'stdio-server.ts', 'cli/'],
    // Pipelines speak to code hosts; the gateway's own connections go through net/.
    'review/': ['cli/'],
    'cli/': [],
  },
  packages: {
    ajv: ['schema.ts'],
    'ajv-formats': ['schema.ts'],
    yaml: ['manifest/', 'openapi/', 'change/'],
    'js-yaml': ['openapi/'],
    '@scalar/openapi-upgrader': ['openapi/'],
    '@redocly/openapi-core': ['openapi/'],
    'gpt-tokenizer': ['tokens.ts'],
    'json-schema-to-typescript': ['emit/'],
    '@orama/stemmers': ['resolve/'],
    undici: ['net/'],
    '@redis/client': ['net/'],
    jose: ['identity/'],
    'age-encryption': ['secret/'],
    'prom-client': ['telemetry/'],
    pino: ['telemetry/'],
    '@opentelemetry/api': ['telemetry/'],
    '@opentelemetry/exporter-trace-otlp-http': ['telemetry/'],
    '@opentelemetry/resources': ['telemetry/'],
    '@opentelemetry/sdk-trace': ['telemetry/'],
    chokidar: ['live.ts'],
    '@modelcontextprotocol/server': ['serve/'],
    h3: ['serve/'],
    citty: ['cli/'],
    '@clack/prompts': ['cli/'],
    'openapi-fetch': ['client.ts'],
    'jsonc-parser': ['change/'],
    jsonata: ['expression/'],
  },
  pure: {
    'problem.ts': [],
    'annotations.ts': [],
    'memo.ts': [],
    'suggest.ts': [],
    'hidden-characters.ts': [],
    'addresses.ts': ['node:net'],
    'report/': ['node:crypto', 'node:path'],
    'schema.ts': ['node:crypto'],
    'link/': [],
    'compare/': [],
    'expression/': ['node:module'],
    'table/': ['node:crypto'],
    'tokens.ts': ['node:module'],
    'fit/': [],
    'structure/': [],
    'introspect/': [],
    'traffic/': [],
    'verify/': [],
    'refresh/': [],
    'emit/': ['node:crypto'],
    'diff/': ['node:crypto'],
    'resolve/': [],
    'connect/': [],
    'client.ts': [],
  },
  faces: { room: 'serve/', names: ['http', 'mcp', 'control'], joinedIn: 'serve/listen.ts' },
  outside: {
    '../schemas/': ['manifest/'],
    '../generated/manifests/': ['manifest/'],
    '../package.json': ['version.ts'],
  },
};

function programSources(): Map<string, string> {
  const folder = import.meta.dirname;
  const files = globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', '**/*.fixture.ts', '**/cases/**'] });
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

test('src keeps its layers', () => {
  const sources = programSources();
  expect(sources.size).toBeGreaterThan(10);
  expect(layerViolations(sources, rules)).toEqual([]);
});

test('every package that src may import is a dependency, and every dependency has a room', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(Object.keys(rules.packages).toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
});

describe('the scanner', () => {
  const specifiers = (source: string) => importsOf('room/file.ts', source).map((line) => [line.specifier, line.isType]);

  test.each([
    ["import { a } from './a.ts';", './a.ts', false],
    ["import type { A } from './a.ts';", './a.ts', true],
    ["import {\n  a,\n  type B,\n} from './a.ts';", './a.ts', false],
    ["import './a.ts';", './a.ts', false],
    ["export { a } from './a.ts';", './a.ts', false],
    ["export type { A } from './a.ts';", './a.ts', true],
    ["const a = await import('./a.ts');", './a.ts', false],
    ["let a: import('./a.ts').A;", './a.ts', true],
    ['const a = await import(path);', null, false],
  ])('finds %j', (source, specifier, isType) => {
    expect(specifiers(source)).toEqual([[specifier, isType]]);
  });

  test('takes no text or comment for an import', () => {
    const source =
      "// import './a.ts';\n/** import('./b.ts') */\nconst text = `\nimport './c.ts';\n`; 'import(\"./d.ts\")';";
    expect(specifiers(source)).toEqual([]);
  });
});

describe('the rules', () => {
  const violations = (files: Record<string, string>) => layerViolations(new Map(Object.entries(files)), rules);

  test.each([
    [
      'a room that is not allowed',
      'table/a.ts',
      "import type { B } from '../manifest/b.ts';",
      'table/ may import only',
    ],
    ['a value where types are allowed', 'identity/a.ts', "import { b } from '../table/b.ts';", 'types of table/ only'],
    ['the room of nothing', 'version.ts', "import './problem.ts';", 'no other room'],
    ['a room without an entry', 'helpers/a.ts', "import '../problem.ts';", 'helpers/ is no room'],
    ['another face', 'serve/mcp-fast.ts', "import './http.ts';", 'http is a face'],
    ['a face from what faces share', 'serve/router.ts', "import './control-info.ts';", 'control is a face'],
    ['where faces are joined, from a face', 'serve/http-body.ts', "import './listen.ts';", 'joins the faces'],
    [
      'serve from cli',
      'cli/serve.ts',
      "import '../serve/http.ts';",
      'by open-gateway.ts, server.ts, stdio-server.ts only',
    ],
    ['a second home for a package', 'call/a.ts', "import { fetch } from 'undici';", 'used in net/ only'],
    ['a package deep inside', 'call/a.ts', "import Ajv from 'ajv/dist/2020.js';", 'used in schema.ts only'],
    ['a package without a room', 'call/a.ts', "import left from '@left/pad/deep';", '@left/pad has no room'],
    ['a pure room that reads files', 'link/a.ts', "import 'node:fs';", 'pure'],
    ['a folder outside src', 'call/a.ts', "import '../../schemas/v1/plan.schema.json';", 'outside src/'],
    ['export *', 'table/a.ts', "export * from './b.ts';", 'export *'],
    ['a computed path', 'table/a.ts', 'await import(`./${name}.ts`);', 'plain text'],
  ])('name %s', (_what, file, source, reason) => {
    expect(violations({ [file]: source })).toEqual([expect.stringMatching(new RegExp(`^${file}:1 imports .*: .*`))]);
    expect(violations({ [file]: source })[0]).toContain(reason);
  });

  test('name a circle of types, once', () => {
    const files = {
      'table/a.ts': "import type { B } from './b.ts';",
      'table/b.ts': "import type { C } from './c.ts';",
      'table/c.ts': "import type { A } from './a.ts';",
    };
    expect(violations(files)).toEqual([
      'table/a.ts → table/b.ts → table/c.ts → table/a.ts: modules import each other in a circle',
    ]);
  });

  test('let pass what the table allows', () => {
    const files = {
      'table/a.ts': "import type { Problem } from '../problem.ts'; import { createHash } from 'node:crypto';",
      'call/a.ts': "import { a } from '../table/a.ts'; import type { Net } from '../net/net.ts';",
      'serve/http-body.ts':
        "import { a } from '../call/a.ts'; import { b } from './http.ts'; import { c } from './headers.ts';",
      'serve/listen.ts': "import { a } from './http.ts'; import { b } from './mcp-http.ts';",
      'cli/serve.ts': "import { start } from '../server.ts'; import { defineCommand } from 'citty';",
    };
    expect(violations(files)).toEqual([]);
  });
});
