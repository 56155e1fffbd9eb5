/**
 * `node scripts/docs.ts`: writes what in `docs/` follows from the program, `problems.md` from the problem codes and
 * `fields.md` from `schemas/v1/`. A test holds both fresh.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemCodes, type ProblemCode } from '../src/problem.ts';

const root = join(import.meta.dirname, '..');
const banner = '<!-- Written by `node scripts/docs.ts`. Edit that file, or what it reads. -->';

/** Path in the checkout → text, of every file that this script writes. */
export function generatedDocs(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/problems.md', problemsPage()],
    ['docs/fields.md', fieldsPage()],
  ]);
}

// ── problems ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What an author does about each problem. The problem itself says it more precisely, with names. */
const remedies: Readonly<Record<ProblemCode, string>> = {
  'no-workspace': 'Run `smarteros init`, or name the folder that holds the manifests.',
  'unreadable-file': 'Make it a readable UTF-8 file inside the workspace. Links that lead out of it are not followed.',
  'file-too-large': 'Split the manifest: one document a file. OpenAPI documents may have 20 MB.',
  'not-a-manifest': 'Begin it with `apiVersion: smarteros/v1`, name it in a provider’s `openapi`, or move it away.',
  'yaml-syntax': 'Correct the YAML; text that holds `: `, `#`, `{` or `[` needs quotes.',
  'duplicate-key': 'Remove one of the two. A warning in OpenAPI documents, where the last one counts.',
  'yaml-anchor': 'Write the value out at both places.',
  'yaml-tag': 'Write the plain value, in quotes if it is text.',
  'empty-document': 'Leave out the `---` that nothing follows. A warning.',
  'unknown-version': 'Write `apiVersion: smarteros/v1`.',
  'unknown-kind': 'Write one of the kinds of [fields.md](fields.md).',
  'unknown-field': 'Correct its name or its place, or remove it: nothing would act on it.',
  'missing-field': 'Add it.',
  'wrong-type': 'Write a value of the type that [fields.md](fields.md) gives.',
  'unknown-value': 'Write one of the allowed values.',
  'invalid-value': 'Keep to the rule that the message names.',
  'invalid-rut': 'Correct the RUT: `76.086.428-5` or `76086428-5`, with its own check digit.',
  'placeholder-rut': 'Write the company’s own RUT before it goes live. A warning.',
  'misplaced-file': 'Move the file to the path that the hint names, or correct its metadata.',
  'duplicate-resource': 'Remove one, or give it another name.',
  'unknown-tenant': 'Add `tenants/<name>/tenant.yaml`.',
  'unknown-plan': 'Name a plan of `plans/`, or add it there.',
  'unknown-provider': 'Name a provider that exists, or add its `provider.yaml`.',
  'unknown-endpoint': 'Name an Endpoint, an `operationId` or `METHOD /path` of the provider.',
  'foreign-endpoint': 'Declare the provider in the tenant’s own folder, or share it under `providers/`.',
  'unknown-operator': 'Write `tenant/client`, and declare that client.',
  'missing-secret': 'Set the environment variable that the hint names, where the gateway runs. A warning.',
  'unmatched-allow': 'Correct the pattern, or add the capability. A warning.',
  'tool-collision': 'Rename one: `a.b-c` and `a.b.c` are both the tool `a_b_c`.',
  'reserved-name': 'Choose another name.',
  'unknown-argument-target': 'Say where the value goes: `to: query.status`.',
  'argument-conflict': 'Send each argument to a place of its own, with `to`.',
  'missing-argument': 'Add an argument for it, or a fixed value with `const`.',
  'undeclared-path-parameter': 'Make the `{name}` of the path and the parameter agree.',
  'unsupported-argument': 'Give the argument a plain value’s schema, or send it in the body.',
  'invalid-schema': 'Write JSON Schema 2020-12.',
  'invalid-path-expression': 'Begin with `$`: `$.name`, `$.a.b`, `$[0]`, `$[*]`. Fixed text is `{ $const: text }`.',
  'unknown-result-field': 'Correct the path, or declare the field in the endpoint’s response. A warning.',
  'invalid-base-url': 'Write an `http` or `https` URL without credentials, query and fragment.',
  'private-address': 'Say `network: private` if it is meant.',
  'invalid-example': 'Correct the example, so that readers who copy it are not refused.',
  'openapi-unreadable': 'Put the document at the path that the hint names; make it valid YAML or JSON.',
  'openapi-version': 'Use OpenAPI 3.0, 3.1 or 3.2; convert Swagger 2.',
  'openapi-reference': 'Bundle the document into one file, so that every `$ref` begins with `#/`. A warning.',
  'openapi-duplicate-operation': 'Name the later one as `METHOD /path`. A warning.',
  'openapi-unsupported': 'Write an Endpoint manifest for it. A warning, unless a capability needs the operation.',
};

function problemsPage(): string {
  const rows = (Object.keys(problemCodes) as ProblemCode[]).map(
    (code) => `| \`${code}\` | ${problemCodes[code]} | ${remedies[code]} |`,
  );
  return `${banner}

# Problems

What \`smarteros check\` can say about a workspace, by code. Codes are stable: scripts may rely on them. Each problem comes
with its file, line and column, the lines around it, and a hint that names names.

An **error** keeps its tenant from changing: a running gateway goes on with the tenant's last good version. A
**warning** keeps nothing from working, and \`smarteros check\` ends with 0.

| code | what is wrong | what to do |
| --- | --- | --- |
${rows.join('\n')}
`;
}

// ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The parts of a schema of `schemas/v1/` that a reader needs. */
interface FieldSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly items?: FieldSchema;
  readonly additionalProperties?: boolean | FieldSchema;
  readonly oneOf?: readonly FieldSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, FieldSchema>>;
}

const kinds = ['System', 'Plan', 'Tenant', 'Client', 'Provider', 'Endpoint', 'Capability'];

function fieldsPage(): string {
  return `${banner}

# Fields

Every field that a manifest may have, by kind; any other is an error. **Bold** ones are required. All documents begin
with \`apiVersion: smarteros/v1\` and their \`kind\`. The meaning behind the fields is in [manifests.md](manifests.md); editors
find the same as JSON Schema in [schemas/v1/](../schemas/v1).

${kinds.map(kindSection).join('\n')}`;
}

function kindSection(kind: string): string {
  const file = `schemas/v1/${kind.toLowerCase()}.schema.json`;
  const schema = JSON.parse(readFileSync(join(root, file), 'utf8')) as FieldSchema;
  const rows = ['metadata', 'spec'].flatMap((part) =>
    rowsBelow(part, schema.properties?.[part] ?? {}, schema.$defs ?? {}),
  );
  return `## ${kind}

${schema.description}

| field | takes | meaning |
| --- | --- | --- |
${rows.join('\n')}
`;
}

type Definitions = Readonly<Record<string, FieldSchema>>;

function rowsBelow(path: string, schema: FieldSchema, definitions: Definitions): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const whole = resolve(field, definitions);
    const label = `\`${path}.${name}\``;
    const shown = schema.required?.includes(name) === true ? `**${label}**` : label;
    return [
      `| ${shown} | ${typeWords(whole)} | ${cell(whole.description)} |`,
      ...inside(`${path}.${name}`, whole, definitions),
    ];
  });
}

/** The rows of what a field holds: fields, items, entries by name, or one of several forms. */
function inside(path: string, field: FieldSchema, definitions: Definitions): string[] {
  // One row says it: `{ secret: name }`.
  if (isSecret(field)) return [];
  const forms = (field.oneOf ?? []).map((form) => resolve(form, definitions));
  const entry =
    typeof field.additionalProperties === 'object' ? resolve(field.additionalProperties, definitions) : null;
  const item = field.items === undefined ? null : resolve(field.items, definitions);
  return [
    ...rowsBelow(path, field, definitions),
    ...(item === null ? [] : rowsBelow(`${path}[]`, item, definitions)),
    ...(entry === null ? [] : rowsBelow(`${path}.<name>`, entry, definitions)),
    ...forms.flatMap((form) => formRows(path, form, definitions)),
  ];
}

function formRows(path: string, form: FieldSchema, definitions: Definitions): string[] {
  const type = form.properties?.['type']?.const;
  const { type: _, ...fields } = form.properties ?? {};
  return [
    `| \`${path}.type: ${String(type)}\` | | ${cell(form.description)} |`,
    ...rowsBelow(path, { ...form, properties: fields }, definitions),
  ];
}

/** Words beside a `$ref` go before those of what it refers to. */
function resolve(schema: FieldSchema, definitions: Definitions): FieldSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : { ...definitions[name], ...schema };
}

function isSecret(field: FieldSchema): boolean {
  return Object.keys(field.properties ?? {}).join() === 'secret';
}

function typeWords(field: FieldSchema): string {
  const otherwise = field.default === undefined ? '' : `; default \`${String(field.default)}\``;
  return cell(`${baseType(field)}${otherwise}`);
}

function baseType(field: FieldSchema): string {
  if (field.enum !== undefined) return field.enum.map((value) => `\`${String(value)}\``).join(' | ');
  const types = [field.type ?? (field.oneOf === undefined ? 'any value' : 'object')].flat();
  if (isSecret(field)) return types.includes('string') ? 'text | `{ secret: name }`' : '`{ secret: name }`';
  return types.map((type) => typeWord(type, field)).join(' | ');
}

function typeWord(type: string, field: FieldSchema): string {
  if (type === 'integer') return `integer ${field.minimum}–${field.maximum}`;
  if (type === 'string') return field.maxLength === undefined ? 'text' : `text, ≤ ${field.maxLength}`;
  return type === 'array' ? 'list' : type;
}

function cell(text: string | undefined): string {
  return (text ?? '').replaceAll('|', '\\|').replaceAll(/<(?=[A-Z])/g, '\\<');
}

function write(): void {
  for (const [path, text] of generatedDocs()) writeFileSync(join(root, path), text);
}

if (import.meta.main) write();
