/** Schemas at random with everything that documents hold, and what each profile's clients refuse, told apart from how it is written. */
import fc from 'fast-check';
import { anySchema } from '../../compare/schemas.fixture.ts';
import type { Json, JsonSchema } from '../../schema.ts';
import type { ToolProfile } from '../profile.ts';

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const bare = (record: Readonly<Record<string, unknown>>): JsonSchema =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as JsonSchema;

const part = fc.oneof(
  { weight: 4, arbitrary: anySchema },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>({ $ref: '#/$defs/one' }, { $ref: '#/$defs/two', title: 'Two' }, true, false),
  },
) as fc.Arbitrary<JsonSchema>;
const parts = fc.array(part, { minLength: 1, maxLength: 3 });

const conditional = ['if', 'then', 'else', 'type'];

const odd: fc.Arbitrary<JsonSchema> = fc
  .oneof(
    fc.record({
      type: optional(fc.constant('array')),
      prefixItems: parts,
      items: optional(fc.oneof(part, fc.boolean())),
    }),
    fc.record({
      type: optional(fc.constantFrom('object', ['object', 'string'])),
      properties: optional(fc.record({ a: part, b: part })),
      patternProperties: fc.record({ '^b': part, c: part }),
      additionalProperties: optional(fc.oneof(part, fc.constant(false))),
      required: optional(fc.constantFrom(['a'], ['d'], ['a', 'b'])),
      propertyNames: optional(fc.constant({ maxLength: 3 })),
    }),
    fc
      .tuple(part, optional(part), optional(part), optional(fc.constantFrom('object', 'string')))
      .map((values) => Object.fromEntries(conditional.map((keyword, index) => [keyword, values[index]]))),
    fc.record({
      type: fc.constant('array'),
      contains: part,
      minContains: optional(fc.nat(2)),
      maxContains: optional(fc.nat(3)),
    }),
    fc.record({ not: part, allOf: optional(parts), oneOf: optional(parts) }),
    fc.record({
      type: optional(fc.constantFrom('object', 'integer', ['string', 'integer', 'null'])),
      properties: optional(fc.record({ a: part })),
      minimum: optional(fc.nat(3)),
      maxLength: optional(fc.nat(3)),
      anyOf: parts,
      unevaluatedProperties: optional(fc.constant(false)),
      default: optional(fc.constantFrom<Json>(1, 'a', null)),
      'x-sensitive': optional(fc.constant(true)),
    }),
    fc.record({
      $ref: fc.constantFrom('#/$defs/one', '#/$defs/two', '#', '#/nowhere', 'https://x.example/a'),
      maxLength: optional(fc.nat(3)),
    }),
    fc.record({ dependentRequired: fc.constant({ a: ['b'] }), dependentSchemas: fc.record({ a: part }) }),
    part,
  )
  .map(bare);

/** Arguments as an operation has them, with members of any schema, and definitions that may refer to themselves. */
export const anyArguments: fc.Arbitrary<JsonSchema> = fc
  .record({
    a: odd,
    b: optional(fc.oneof(odd, part)),
    one: odd,
    closed: fc.boolean(),
    required: optional(fc.constant(['a'])),
    named: optional(fc.constant({ type: 'string' })),
    allOf: optional(fc.constant([{ properties: { b: { maxLength: 2 } } }])),
  })
  .map(({ a, b, one, closed, required, named, allOf }) =>
    bare({
      type: 'object',
      properties: bare({ a, b, 'filter[x]': named }),
      required,
      allOf,
      additionalProperties: closed ? false : undefined,
      $defs: { one, two: { type: 'object', properties: { a: { $ref: '#/$defs/two' }, b: { $ref: '#/$defs/one' } } } },
    }),
  );

// ── what clients refuse ─────────────────────────────────────────────────────────────────────────────────────────────

const everywhere =
  '$ref $defs definitions $schema $id $dynamicRef oneOf allOf patternProperties propertyNames unevaluatedProperties unevaluatedItems';
const conditions = 'not if then else contains minContains maxContains dependentRequired dependentSchemas prefixItems';
const geminis = `${conditions} const exclusiveMinimum exclusiveMaximum pattern multipleOf uniqueItems minProperties maxProperties examples title deprecated`;

const refusedWords: Readonly<Record<ToolProfile, string>> = {
  claude: everywhere,
  openai: `${everywhere} ${conditions} uniqueItems examples`,
  gemini: `${everywhere} ${geminis}`,
  vscode: `${everywhere} ${geminis}`,
  cursor: `${everywhere} ${geminis}`,
  plain: `${everywhere} ${geminis}`,
};

const textLimit: Readonly<Record<ToolProfile, number>> = {
  claude: Infinity,
  openai: 1024,
  gemini: Infinity,
  vscode: 1024,
  cursor: 1024,
  plain: 1024,
};

/** Everything in a tool's arguments that clients of a profile refuse, as places with reasons. */
export function refusals(schema: JsonSchema, profile: ToolProfile): string[] {
  const found = ['anyOf', 'not', 'if', 'enum', 'contains'].flatMap((keyword) =>
    keyword in schema ? [`root: ${keyword}`] : [],
  );
  if (schema['type'] !== 'object' || schema['properties'] === undefined)
    found.push('root: not an object with properties');
  for (const name of Object.keys((schema['properties'] ?? {}) as object))
    if (!/^[a-zA-Z0-9_.-]{1,64}$/.test(name)) found.push(`root: name ${name}`);
  if (Buffer.byteLength(JSON.stringify(schema)) > 16_384) found.push('root: too large');
  walk(schema, profile, 'root', 1, found);
  return found;
}

function walk(schema: JsonSchema, profile: ToolProfile, at: string, level: number, found: string[]): void {
  const words = new Set(refusedWords[profile].split(' '));
  for (const keyword of Object.keys(schema))
    if (words.has(keyword) || keyword.startsWith('x-')) found.push(`${at}: ${keyword}`);
  const { description, type, items, properties, additionalProperties, anyOf } = schema;
  if (typeof description === 'string' && description.length > textLimit[profile]) found.push(`${at}: long text`);
  if (profile !== 'claude') strict(schema, profile, at, found);
  const hasInside = [items, properties].some((inner) => inner !== undefined && Object.keys(inner as object).length > 0);
  if (profile !== 'claude' && hasInside && level > 10) found.push(`${at}: too deep`);
  if (type === 'array' && items === undefined && profile !== 'claude') found.push(`${at}: list without items`);
  const inside = { ...(properties as JsonSchema), '{}': additionalProperties as Json, '[]': items as Json };
  for (const [name, inner] of Object.entries(inside))
    if (isWritten(inner)) walk(inner, profile, `${at}/${name}`, level + 1, found);
  if (Array.isArray(anyOf))
    anyOf.forEach((one: JsonSchema, index) => walk(one, profile, `${at}|${index}`, level, found));
}

/** `items: {}` is how a list of anything is written. */
function isWritten(schema: Json | undefined): schema is JsonSchema {
  return typeof schema === 'object' && schema !== null && Object.keys(schema).length > 0;
}

function strict(schema: JsonSchema, profile: ToolProfile, at: string, found: string[]): void {
  const { type, anyOf, enum: values, required, properties, format } = schema;
  if (type === undefined && anyOf === undefined) found.push(`${at}: no type`);
  const unknown = ((required ?? []) as string[]).filter((name) => !Object.hasOwn((properties ?? {}) as object, name));
  if (unknown.length > 0) found.push(`${at}: requires ${unknown.join()}`);
  if (type !== 'object' && !(Array.isArray(type) && type.includes('object')) && (properties ?? required) !== undefined)
    found.push(`${at}: members of no object`);
  if (profile === 'openai') return;
  if (Array.isArray(type)) found.push(`${at}: list of types`);
  if (anyOf !== undefined && Object.keys(schema).length > 1) found.push(`${at}: beside anyOf`);
  if (Array.isArray(values) && (type !== 'string' || values.some((value) => typeof value !== 'string' || value === '')))
    found.push(`${at}: enum`);
  if (format !== undefined && format !== 'date-time') found.push(`${at}: format`);
}
