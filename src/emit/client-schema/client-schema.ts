/** The schemas of a tool in the form that a client takes: never narrower than what the gateway accepts, or gives. */
import type { Json, JsonSchema } from '../../schema.ts';
import { resultDialect, type Dialect } from '../dialect.ts';
import type { Core } from './core.ts';
import { readSchema } from './read.ts';
import { writeSchema } from './write.ts';

/** A schema whose root is an object. */
export type ObjectSchema = JsonSchema & { readonly type: 'object' };

/**
 * Bytes of the arguments' schema: claude.ai leaves out a tool that has more, without a word. It holds for all, as what is
 * longer is read by no model with profit, and paid for in each conversation.
 */
export const largestInput = 16_384;

/** Anthropic's API refuses a whole request over an argument of another name. */
const argumentName = /^[a-zA-Z0-9_.-]{1,64}$/;

/** False for an argument that no tool can name: it is left out of lists, and can still be given. */
export function isArgumentName(name: string): boolean {
  return argumentName.test(name);
}

/**
 * The arguments of a tool. The root has no alternatives and no conditions, which all clients refuse there; the call itself is held
 * against the whole schema.
 */
export function inputForClient(schema: JsonSchema, dialect: Dialect): ObjectSchema {
  let written: ObjectSchema = { type: 'object' };
  for (const { deepest, longestText, listed } of thrift) {
    const thrifty = { ...dialect, longestText: Math.min(dialect.longestText, longestText) };
    const core = asArguments(readSchema(schema, Math.min(dialect.deepest, deepest)));
    written = { type: 'object', properties: {}, ...writeSchema(shorten(core, listed), thrifty) } as ObjectSchema;
    if (byteLength(written) <= largestInput) return written;
  }
  return withFewer(written);
}

/** True when `inputForClient` has to leave out inner levels, words or lists, as the whole would be too large. */
export function isShortened(schema: JsonSchema, dialect: Dialect): boolean {
  const whole = writeSchema(asArguments(readSchema(schema, dialect.deepest)), dialect);
  return byteLength({ properties: {}, ...whole }) > largestInput;
}

/** The arguments that are required, and as many others as have room, in their order. Those left out can still be given. */
function withFewer(whole: ObjectSchema): ObjectSchema {
  const { additionalProperties: _, ...written } = whole;
  const all = written['properties'] as JsonSchema;
  const required = (written['required'] ?? []) as readonly string[];
  const sizeOf = (name: string) => byteLength({ [name]: all[name] as Json });
  let left = required.reduce(
    (bytes, name) => bytes - sizeOf(name),
    largestInput - byteLength({ ...written, properties: {} }),
  );
  const kept = Object.keys(all).filter((name) => required.includes(name) || (left -= sizeOf(name)) >= 0);
  return { ...written, properties: Object.fromEntries(kept.map((name) => [name, all[name] as Json])) } as ObjectSchema;
}

/** The results of a tool. */
export function resultForClient(schema: JsonSchema): ObjectSchema {
  const { anyOf: _, ...core } = readSchema(schema, resultDialect.deepest);
  return { ...writeSchema({ ...core, types: ['object'] }, resultDialect), type: 'object' };
}

/** What is given up in turn until a schema is small enough: inner levels first, then words, then long lists of values. */
const thrift: readonly { readonly deepest: number; readonly longestText: number; readonly listed: number }[] = [
  ...[16, 8, 6, 5, 4, 3].map((deepest) => ({ deepest, longestText: Infinity, listed: Infinity })),
  { deepest: 3, longestText: 400, listed: 100 },
  { deepest: 2, longestText: 200, listed: 50 },
  { deepest: 1, longestText: 100, listed: 20 },
  { deepest: 1, longestText: 40, listed: 5 },
];

function asArguments({ properties = {}, required, additional, notes }: Core): Core {
  const known = Object.entries(properties).filter(([name]) => isArgumentName(name));
  const isWhole = known.length === Object.keys(properties).length;
  return {
    types: ['object'],
    properties: Object.fromEntries(known),
    ...(required === undefined ? {} : { required: required.filter(isArgumentName) }),
    ...(additional === undefined || !isWhole ? {} : { additional }),
    ...(notes?.description === undefined ? {} : { notes: { description: notes.description } }),
  };
}

/** Longer patterns are left out of what has to be shortened. */
const longestRule = 200;

/** Without lists of more values, and without rules and annotations that may be of any length. */
function shorten(core: Core, listed: number): Core {
  if (listed === Infinity) return core;
  const inside = (part: Core) => shorten(part, listed);
  const { properties, additional, items, tuple, anyOf, enum: values, conditions: _, notes, limits, ...rest } = core;
  const rules = Object.entries(limits ?? {}).filter(([, rule]) => String(rule).length <= longestRule);
  return {
    ...rest,
    ...(limits === undefined ? {} : { limits: Object.fromEntries(rules) }),
    ...(notes?.description === undefined ? {} : { notes: { description: notes.description } }),
    ...(values === undefined || values.length > listed ? {} : { enum: values }),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inside(part)])) }),
    ...(additional === undefined ? {} : { additional: additional === false ? additional : inside(additional) }),
    ...(items === undefined ? {} : { items: items === false ? items : inside(items) }),
    ...(tuple === undefined ? {} : { tuple: tuple.map(inside) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(inside) }),
  };
}

function byteLength(schema: Json): number {
  return Buffer.byteLength(JSON.stringify(schema));
}
