/**
 * `node scripts/docs.ts`: writes what in `docs/` follows from the program, `problems.md` from the problem codes and the
 * cases in `test/problems/`, `fields.md` from `schemas/v1/`, `diff-rules.md` from the rules of `diff`. A test holds them fresh.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffRulesPage } from './diff-rules-page.ts';
import { problemsPage } from './problems-page.ts';

const root = join(import.meta.dirname, '..');
const banner = '<!-- Written by `node scripts/docs.ts`. Edit that file, or what it reads. -->';

/** Path in the checkout → text, of every file that this script writes. */
export function generatedDocs(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/problems.md', `${banner}\n\n${problemsPage()}`],
    ['docs/fields.md', fieldsPage()],
    ['docs/diff-rules.md', `${banner}\n\n${diffRulesPage()}`],
  ]);
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

const kinds = [
  'System',
  'Environment',
  'Plan',
  'Contract',
  'Tenant',
  'Client',
  'Secret',
  'Provider',
  'Endpoint',
  'Capability',
  'Prompt',
];

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
