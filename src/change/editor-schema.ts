/** The schemas of all kinds as one, for editors: they choose by `kind`, complete, and tell what is wrong while one types. */
import { kinds, type Kind } from '../manifest/resource.ts';
import { manifestSchemas } from '../manifest/schemas.ts';
import type { Json, JsonSchema } from '../schema.ts';

/**
 * One self-contained schema, draft-07, as every editor reads it. `if`/`then` by `kind` gives one precise complaint
 * where `oneOf` would give all those of every kind.
 */
export function editorSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'SmarterOS manifest',
    description: 'Written by "smarteros schema --write" from the schemas of the installed version; not edited by hand.',
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: fieldOf('Tenant', 'apiVersion'),
      kind: {
        description: 'What the document declares; says which fields follow.',
        type: 'string',
        enum: kinds,
        markdownEnumDescriptions: kinds.map((kind) => descriptionOf(manifestSchemas[kind])),
      },
      metadata: { description: 'What identifies it.', type: 'object' },
      spec: { description: 'What it says.', type: 'object' },
    },
    allOf: kinds.map((kind) => when('kind', kind, { $ref: `#/definitions/${kind}` })),
    defaultSnippets: kinds.map(snippetOf),
    definitions: Object.fromEntries(kinds.map((kind) => [kind, definitionOf(kind)])),
  };
}

/** The bundle as a file's text. */
export function editorSchemaText(): string {
  return `${JSON.stringify(editorSchema(), null, 2)}\n`;
}

/** Required fields of the envelope are told once, by the schema above. */
function definitionOf(kind: Kind): Json {
  const { $schema: _dialect, $defs, required: _required, title: _title, ...schema } = manifestSchemas[kind];
  const definitions = asObject($defs);
  const bundled = rewritten({ ...schema, definitions }, { own: `#/definitions/${kind}/definitions/`, definitions });
  return { title: kind, ...asObject(bundled) };
}

interface Origin {
  /** Where the kind's own definitions are in the bundle. */
  readonly own: string;
  readonly definitions: JsonSchema;
}

/** Data that stands in a schema, and is none. */
const dataKeywords: readonly string[] = ['examples', 'const', 'default', 'enum', 'required'];

/** References lead to the kind's own definitions; titles go, being names for programs. */
function rewritten(schema: Json, origin: Origin): Json {
  if (!isObject(schema)) return schema;
  const { title: _title, oneOf, ...rest } = schema;
  const kept = Object.entries(rest).map(([key, value]): [string, Json] => {
    if (key === '$ref') return [key, String(value).replace('#/$defs/', origin.own)];
    if (dataKeywords.includes(key)) return [key, value];
    if (key === 'properties' || key === 'definitions') return [key, eachOf(value, origin)];
    return [key, Array.isArray(value) ? value.map((each: Json) => rewritten(each, origin)) : rewritten(value, origin)];
  });
  const forms = Array.isArray(oneOf) ? byType(oneOf as readonly Json[], origin) : {};
  return { ...Object.fromEntries(kept), ...forms };
}

function eachOf(schemas: Json, origin: Origin): Json {
  return Object.fromEntries(Object.entries(asObject(schemas)).map(([name, value]) => [name, rewritten(value, origin)]));
}

/** Forms that differ by their `type` become a choice by it: an editor then complains of the one that was meant. */
function byType(forms: readonly Json[], origin: Origin): JsonSchema {
  const named = forms.map((form) => {
    const target = asObject(origin.definitions[String(asObject(form)['$ref']).replace('#/$defs/', '')]);
    return { form, type: asObject(asObject(target['properties'])['type'])['const'] };
  });
  if (named.some(({ type }) => typeof type !== 'string'))
    return { oneOf: forms.map((form) => rewritten(form, origin)) };
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { description: 'Which form it has.', enum: named.map(({ type }) => type as string) } },
    allOf: named.map(({ form, type }) => when('type', type as string, rewritten(form, origin))),
  };
}

/** A choice by one field's value. */
function when(field: string, value: string, schema: Json): JsonSchema {
  const condition = { required: [field], properties: { [field]: { const: value } } };
  return Object.fromEntries(new Map<string, Json>().set('if', condition).set('then', schema));
}

/** A whole document to start from: what each schema gives as its first example. */
function snippetOf(kind: Kind): Json {
  return {
    label: kind,
    description: descriptionOf(manifestSchemas[kind]),
    body: {
      apiVersion: 'smarteros/v1',
      kind,
      metadata: exampleOf(fieldOf(kind, 'metadata')),
      spec: exampleOf(fieldOf(kind, 'spec')),
    },
  };
}

function exampleOf(schema: JsonSchema): Json {
  const examples = schema['examples'];
  return Array.isArray(examples) ? ((examples as readonly Json[])[0] ?? {}) : {};
}

function fieldOf(kind: Kind, name: string): JsonSchema {
  return asObject(asObject(manifestSchemas[kind]['properties'])[name]);
}

function descriptionOf(schema: JsonSchema): string {
  return String(schema['description'] ?? '');
}

function isObject(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: Json | undefined): JsonSchema {
  return isObject(value) ? value : {};
}
