/** A JSON Schema of 2020-12 → its core, bounded in depth and size. */
import type { Json, JsonSchema } from '../../schema.ts';
import { define, isSchema } from '../../table/schema-walk.ts';
import { conditionsOf } from './conditions.ts';
import { allTypes, isOpen, limitedType, typesOfValues, type Core, type Notes, type TypeName } from './core.ts';
import { targetOf } from './reference.ts';
import { together, withoutAbsent } from './together.ts';

/** Schemas that are read before the rest is left open. */
const mostSchemas = 2_000;
/** Schemas within each other, combinations counted too: each costs stack. */
const deepestNesting = 100;

interface Reading {
  readonly root: JsonSchema;
  /** Levels of objects and lists that are read; what lies deeper is left open. */
  readonly deepest: number;
  /** References that are being followed: meeting one of them again is a recursion. */
  readonly open: Set<string>;
  count: number;
}

/** Where a schema stands. */
interface Depth {
  readonly level: number;
  readonly nesting: number;
}

/** Reads a schema. What lies too deep, contains itself or comes too late is left open: it accepts more, and nothing less. */
export function readSchema(schema: JsonSchema, deepest: number): Core {
  const reading: Reading = { root: schema, deepest, open: new Set(), count: 0 };
  return read(schema, reading, { level: 1, nesting: 0 });
}

function read(value: Json | undefined, reading: Reading, at: Depth): Core {
  if (!isSchema(value) || at.nesting > deepestNesting || ++reading.count > mostSchemas) return {};
  const beside = { ...at, nesting: at.nesting + 1 };
  const own = withoutAbsent({
    ...readTypes(value),
    ...(at.level > reading.deepest
      ? {}
      : { ...readObject(value, reading, beside), ...readList(value, reading, beside) }),
    limits: readLimits(value),
    conditions: conditionsOf(value),
    notes: readNotes(value),
  });
  const parts = [
    ...(value['anyOf'] === undefined && value['oneOf'] === undefined ? [] : [readAlternatives(value, reading, beside)]),
    ...(value['$ref'] === undefined ? [] : [readReference(value, reading, beside)]),
    ...schemasIn(value['allOf']).map((part) => read(part, reading, beside)),
  ];
  return together(own, ...parts);
}

function readReference(schema: JsonSchema, reading: Reading, at: Depth): Core {
  const reference = schema['$ref'];
  const target = typeof reference === 'string' ? targetOf(reading.root, reference) : undefined;
  if (typeof reference !== 'string' || target === undefined) return {};
  if (reading.open.has(reference)) return withoutAbsent({ ...readTypes(target), notes: readNotes(target) });
  reading.open.add(reference);
  const core = read(target, reading, at);
  reading.open.delete(reference);
  return core;
}

// ── one value ───────────────────────────────────────────────────────────────────────────────────────────────────────

function readTypes({ type, enum: listed, const: only }: JsonSchema): {
  types: Core['types'] | undefined;
  enum: Core['enum'] | undefined;
} {
  const names = (Array.isArray(type) ? (type as readonly Json[]) : [type]).filter(
    (name): name is TypeName => name === 'integer' || allTypes.includes(name as TypeName),
  );
  const values =
    only !== undefined ? [only] : Array.isArray(listed) && listed.length > 0 ? (listed as readonly Json[]) : undefined;
  return { types: names.length === 0 ? undefined : [...new Set(names)], enum: values };
}

function readLimits(schema: JsonSchema): Core['limits'] | undefined {
  const kept = Object.keys(limitedType).filter(
    (keyword) =>
      ['number', 'string'].includes(typeof schema[keyword]) || (keyword === 'uniqueItems' && schema[keyword] === true),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept.map((keyword) => [keyword, schema[keyword] as Json]));
}

function readNotes(schema: JsonSchema): Notes | undefined {
  const { title, description, default: fallback, examples, deprecated, contentEncoding, contentMediaType } = schema;
  const words = [description, title].find((text) => typeof text === 'string' && text.trim() !== '');
  const content = [contentEncoding, contentMediaType].filter((text) => typeof text === 'string').join(', ');
  const notes = {
    ...(words === undefined ? {} : { description: words as string }),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(Array.isArray(examples) && examples.length > 0 ? { examples: examples as readonly Json[] } : {}),
    ...(deprecated === true ? { deprecated } : {}),
    ...(content === '' ? {} : { content }),
  } as Notes;
  return Object.keys(notes).length === 0 ? undefined : notes;
}

// ── what is inside ──────────────────────────────────────────────────────────────────────────────────────────────────

const below = ({ level, nesting }: Depth): Depth => ({ level: level + 1, nesting });

function readObject(schema: JsonSchema, reading: Reading, at: Depth): Partial<Record<keyof Core, never>> | Core {
  const { properties, required } = schema;
  const members: Record<string, Core> = {};
  for (const [name, member] of Object.entries(isSchema(properties) ? properties : {}))
    if (!acceptsNothing(member)) define(members, name, read(member, reading, below(at)));
  const names = Array.isArray(required) ? (required as readonly Json[]).filter((name) => typeof name === 'string') : [];
  return withoutAbsent({
    properties: isSchema(properties) ? members : undefined,
    required: names.length === 0 ? undefined : names,
    additional: readAdditional(schema, reading, at),
  });
}

/** A member by its pattern becomes one of any name: no client's model knows patterns. */
function readAdditional(schema: JsonSchema, reading: Reading, at: Depth): Core['additional'] | undefined {
  const { additionalProperties, patternProperties } = schema;
  if (additionalProperties === undefined || additionalProperties === true) return undefined;
  const byPattern = isSchema(patternProperties) ? Object.values(patternProperties) : [];
  return oneOf([additionalProperties, ...byPattern], reading, at);
}

function readList(schema: JsonSchema, reading: Reading, at: Depth): Core {
  const first = schemasIn(schema['prefixItems']);
  const { items } = schema;
  const further = items === undefined || items === true ? undefined : oneOf([items], reading, at);
  return withoutAbsent({
    tuple: first.length === 0 ? undefined : first.map((item) => read(item, reading, below(at))),
    items: further,
  });
}

/** One schema for what may be any of several; false when none accepts anything, undefined when one accepts everything. */
function oneOf(schemas: readonly Json[], reading: Reading, at: Depth): false | Core | undefined {
  const cores = schemas.filter((schema) => !acceptsNothing(schema)).map((schema) => read(schema, reading, below(at)));
  if (cores.length === 0) return false;
  if (cores.length === 1) return isOpen(cores[0] as Core) && cores[0]?.notes === undefined ? undefined : cores[0];
  return cores.some(isOpen) ? undefined : { anyOf: cores };
}

/** Of `oneOf`, that only one fits is left out: once the branches accept more, it would refuse what fits two. */
function readAlternatives(schema: JsonSchema, reading: Reading, at: Depth): Core {
  const branches = [schema['anyOf'], schema['oneOf']].find((list) => Array.isArray(list));
  const cores = schemasIn(branches)
    .filter((branch) => !acceptsNothing(branch))
    .map((branch) => read(branch, reading, at))
    .flatMap((core) =>
      core.anyOf !== undefined && isOpen({ ...core, anyOf: undefined } as unknown as Core) ? core.anyOf : [core],
    );
  if (cores.length === 0 || cores.some(isOpen)) return {};
  if (cores.length === 1) return cores[0] as Core;
  return valuesOf(cores) ?? { anyOf: cores };
}

/** Branches of one value each, as generators write enums whose values are described. */
function valuesOf(cores: readonly Core[]): Core | null {
  if (!cores.every(isListed)) return null;
  const values = cores.flatMap(({ enum: listed, types }) => (listed ?? []).filter((value) => fits(value, types)));
  if (values.length === 0) return null;
  const words = cores.flatMap(({ enum: listed, notes }) =>
    notes?.description === undefined ? [] : [`${(listed ?? []).join(', ')}: ${notes.description}`],
  );
  return withoutAbsent({
    enum: [...new Set(values)],
    notes: words.length === 0 ? undefined : { description: words.join('; ') },
  });
}

function isListed(core: Core): boolean {
  const { notes: _, types: _types, enum: values, ...rules } = core;
  return values !== undefined && Object.keys(rules).length === 0;
}

function fits(value: Json, types: Core['types']): boolean {
  return (
    types === undefined ||
    typesOfValues([value]).some((type) => types.includes(type) || (type === 'integer' && types.includes('number')))
  );
}

/** `false`, and `{ not: {} }`, as documents that have been inlined write it. */
function acceptsNothing(schema: Json): boolean {
  if (schema === false) return true;
  if (!isSchema(schema)) return false;
  const { not } = schema;
  return not === true || (isSchema(not) && Object.keys(not).length === 0);
}

function schemasIn(list: Json | undefined): readonly Json[] {
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}
