/** A core → JSON Schema in a dialect. What the dialect cannot say becomes words, or is left out. */
import type { Json, JsonSchema } from '../../schema.ts';
import { define } from '../../table/schema-walk.ts';
import type { Dialect } from '../dialect.ts';
import {
  allTypes,
  isOfType,
  isOpen,
  isStructured,
  limitedType,
  sharedTypes,
  typesOfValues,
  type Core,
  type TypeName,
} from './core.ts';
import { writeEnum, writeLimits } from './limits.ts';
import { together, withoutAbsent } from './together.ts';
import { describe, noteWords, writeNotes } from './words.ts';

/** Writes a core. It accepts at least what the core accepts. */
export function writeSchema(core: Core, dialect: Dialect): JsonSchema {
  const { anyOf, notes, ...own } = core;
  const words = noteWords(notes, dialect);
  const annotations = writeNotes(notes, dialect);
  if (anyOf === undefined || (dialect.anyOfAlone && isStructured(own)))
    return choose(
      formsOf(own, dialect).map((form) => writeForm(form, dialect)),
      { words, annotations },
      dialect,
    );
  const beside = dialect.anyOfAlone ? [] : formsOf(own, dialect);
  const [only] = beside;
  if (beside.length === 1 && only !== undefined)
    return withBranches(writeForm(only, dialect), branchesOf(anyOf, only, dialect), { words, annotations }, dialect);
  const branches = anyOf.flatMap((branch) => spread(own, branch));
  if (branches.length === 0) return writeSchema(withoutAbsent({ ...own, notes }), dialect);
  return choose(
    branches.flatMap((branch) => alternativesOf(writeSchema(branch, dialect))),
    { words, annotations },
    dialect,
  );
}

interface Said {
  readonly words: readonly string[];
  readonly annotations: JsonSchema;
}

/** One schema, or a choice of several. */
function choose(written: readonly JsonSchema[], { words, annotations }: Said, dialect: Dialect): JsonSchema {
  const different = written.length < 2 ? written : unique(written);
  const [first = {}, ...others] = different;
  if (others.length === 0) return { ...describe(first, words, dialect), ...annotations };
  if (!dialect.anyOfAlone) return { ...describe({}, words, dialect), ...annotations, anyOf: different };
  return { anyOf: [{ ...describe(first, words, dialect), ...fitting(annotations, first) }, ...others] };
}

function unique(schemas: readonly JsonSchema[]): readonly JsonSchema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

/** A default beside a choice goes to the branch that it is of, when that is the first. */
function fitting(annotations: JsonSchema, branch: JsonSchema): JsonSchema {
  const { default: fallback } = annotations;
  return fallback !== undefined && isOfType(fallback, branch['type'] as TypeName) ? annotations : {};
}

function withBranches(
  schema: JsonSchema,
  branches: readonly JsonSchema[],
  { words, annotations }: Said,
  dialect: Dialect,
): JsonSchema {
  const described = { ...describe(schema, words, dialect), ...annotations };
  const addsNothing = (branch: JsonSchema) =>
    Object.entries(branch).every(([keyword, value]) => JSON.stringify(schema[keyword]) === JSON.stringify(value));
  return branches.length === 0 || branches.some(addsNothing) ? described : { ...described, anyOf: branches };
}

/** Branches beside rules of their own; where each needs a type, one without has that of the whole. */
function branchesOf(anyOf: readonly Core[], { types }: Core, dialect: Dialect): JsonSchema[] {
  return anyOf.map((branch) =>
    writeSchema(
      dialect.isTyped && branch.types === undefined && types !== undefined ? { ...branch, types } : branch,
      dialect,
    ),
  );
}

/** A branch with the rules beside it; nothing when they cannot both hold. */
function spread(own: Core, branch: Core): Core[] {
  return sharedTypes(own.types, branch.types)?.length === 0 ? [] : [together(branch, own)];
}

function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf, ...rest } = schema;
  return Array.isArray(anyOf) && Object.keys(rest).length === 0 ? (anyOf as readonly JsonSchema[]) : [schema];
}

// ── types ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The same core in parts, each with types that the dialect can write in one schema. */
function formsOf(core: Core, dialect: Dialect): Core[] {
  const listed = core.enum === undefined ? undefined : typesOfValues(core.enum);
  const types = listed === undefined ? core.types : (narrowest(listed, core.types) ?? listed);
  if (types === undefined) return dialect.isTyped ? allTypes.flatMap((type) => only(core, type)) : [core];
  const needed = types.filter((type) => type !== 'integer' || !types.includes('number'));
  if (!isOneForm(needed, dialect)) return needed.flatMap((type) => only(core, type));
  const values = core.enum?.filter((value) => needed.some((type) => isOfType(value, type)));
  return [{ ...core, types: needed, ...(values === undefined || values.length === 0 ? {} : { enum: values }) }];
}

/** The declared types that a listed value has; undefined when there is none, or none is declared. */
function narrowest(listed: readonly TypeName[], declared: Core['types']): readonly TypeName[] | undefined {
  const shared = declared === undefined ? undefined : sharedTypes(declared, listed);
  return shared?.length === 0 ? undefined : shared;
}

function isOneForm(types: readonly TypeName[], { typeLists }: Dialect): boolean {
  if (types.length === 1 || typeLists === 'any') return true;
  return typeLists === 'nullable' && types.length === 2 && types.includes('null');
}

/** What a core says of one type; nothing when no listed value is of it. */
function only(core: Core, type: TypeName): Core[] {
  const values = core.enum?.filter((value) => isOfType(value, type));
  if (values?.length === 0) return [];
  return [withoutAbsent({ ...core, types: [type], enum: values })];
}

// ── one form ────────────────────────────────────────────────────────────────────────────────────────────────────────

function writeForm(core: Core, dialect: Dialect): JsonSchema {
  const { types } = core;
  const has = (type: TypeName) => types === undefined || types.includes(type);
  const enumerated = writeEnum(core, dialect);
  const limited = writeLimits(limitsFor(core), types, dialect);
  return describe(
    {
      ...(types === undefined ? {} : { type: types.length === 1 ? (types[0] as string) : [...types] }),
      ...enumerated.schema,
      ...limited.schema,
      ...(has('object') ? writeObject(core, dialect) : {}),
      ...(has('array') ? writeList(core, dialect) : {}),
      ...(dialect.conditions ? core.conditions : {}),
    },
    [...enumerated.words, ...limited.words],
    dialect,
  );
}

/** Limits of the types that are there. */
function limitsFor({ limits, types, tuple, items }: Core): NonNullable<Core['limits']> {
  const all =
    items === false
      ? { ...limits, maxItems: Math.min(Number(limits?.['maxItems'] ?? Infinity), tuple?.length ?? 0) }
      : limits;
  const kept = Object.entries(all ?? {}).filter(([keyword]) => {
    const type = limitedType[keyword] as TypeName;
    return types === undefined || types.includes(type) || (type === 'number' && types.includes('integer'));
  });
  return Object.fromEntries(kept);
}

function writeObject({ properties, required, additional }: Core, dialect: Dialect): JsonSchema {
  const names = dialect.knownRequired ? required?.filter((name) => Object.hasOwn(properties ?? {}, name)) : required;
  const rest = additional === undefined || additional === false ? additional : writeSchema(additional, dialect);
  return {
    ...(properties === undefined || Object.keys(properties).length === 0
      ? {}
      : { properties: writeMembers(properties, dialect) }),
    ...(names === undefined || names.length === 0 ? {} : { required: names }),
    ...(rest === undefined ? {} : { additionalProperties: rest }),
  };
}

function writeMembers(properties: NonNullable<Core['properties']>, dialect: Dialect): JsonSchema {
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(properties)) define(members, name, writeSchema(member, dialect));
  return members;
}

function writeList({ types, tuple, items }: Core, dialect: Dialect): JsonSchema {
  if (tuple !== undefined && dialect.tuples)
    return {
      prefixItems: tuple.map((item) => writeSchema(item, dialect)),
      ...(items === undefined ? {} : { items: items === false ? false : writeSchema(items, dialect) }),
    };
  const any = anyItem(tuple, items);
  if (any !== undefined && !isOpen(any)) return { items: writeSchema(any, dialect) };
  // A list that does not say what is in it is refused; one that says "anything" is not.
  return types === undefined || !dialect.isTyped ? {} : { items: {} };
}

/** What any of the items is, wherever it stands. */
function anyItem(tuple: Core['tuple'], items: Core['items']): Core | undefined {
  if (tuple === undefined) return items === false ? undefined : items;
  const all = items === false ? tuple : items === undefined ? undefined : [...tuple, items];
  if (all === undefined || all.some(isOpen)) return undefined;
  return all.length === 1 ? all[0] : { anyOf: all };
}
