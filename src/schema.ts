/** JSON Schema (draft 2020-12) → checker. The only place that knows ajv. */
import { createHash } from 'node:crypto';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { withoutAnnotations } from './annotations.ts';
import { createMemo } from './memo.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON Schema of draft 2020-12, as plain data. */
export type JsonSchema = { readonly [key: string]: Json };

/** One violation: where (keys from the root) and ajv's own error, for whoever words it. */
export interface SchemaError {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
  /** The schema at the violated keyword's parent, for naming accepted values. */
  readonly parentSchema: JsonSchema;
}

/** Answers null when the value fits, else every violation. */
export type Checker = (value: unknown) => SchemaError[] | null;

/** Equal schemas share one checker; the oldest go when more than this many different ones are alive here. */
const checkers = createMemo<Checker>(2_000);

/**
 * Compiles a schema, once for all schemas that differ in words alone. Costs about a millisecond the first time: call it when a
 * value is about to be checked, not for a whole catalogue.
 *
 * @throws Error when the schema itself is not valid; `schemaProblem` tells beforehand.
 */
export function checkerOf(schema: JsonSchema): Checker {
  const bare = withoutAnnotations(schema) as JsonSchema;
  const text = JSON.stringify(bare);
  const key = text.length > 200 ? createHash('sha256').update(text).digest('base64') : text;
  return checkers(key, () => compile(bare));
}

/**
 * The same for one schema by itself, its words kept: each error's `parentSchema` has the descriptions and examples that
 * a message to an author is made of. Not shared; keep what it answers.
 */
export function wordyCheckerOf(schema: JsonSchema): Checker {
  return compile(schema);
}

/** Says why a schema cannot be used, or null when it can. Cheap: validates against the meta-schema, compiles nothing. */
export function schemaProblem(schema: unknown): string | null {
  const fault = schemaFault(schema);
  return fault === null ? null : `/${fault.path.join('/')} ${fault.message}`;
}

/** The same with the place (keys from the schema's root) apart from the words, for whoever can point at it. */
export function schemaFault(schema: unknown): { readonly path: readonly string[]; readonly message: string } | null {
  const notOne = { path: [], message: 'must be a mapping of JSON Schema keywords' };
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null)) return notOne;
  const ajv = thorough();
  try {
    if (ajv.validateSchema(schema) === true) return null;
  } catch (error) {
    const { path, message } = incomparable(error);
    return { path, message };
  }
  const first = ajv.errors?.[0];
  if (first === undefined) return notOne;
  const { path, message, keyword, params } = toSchemaError(first);
  return { path, message: keyword === 'enum' ? `must be one of ${String(params['allowedValues'])}` : message };
}

const options = { strict: false, allowUnionTypes: true, ownProperties: true, logger: false } as const;

/** Stops at the first violation: what almost every value needs, and what a hostile one is given no more than. */
const quick = lazy(() => newAjv({ ...options, verbose: true }));
/** Tells every violation, for whoever has to correct them. */
const thorough = lazy(() => newAjv({ ...options, verbose: true, allErrors: true }));

/** Values with more members than this are told their first violation only: a list of wrong items has one for each. */
const thoroughMembers = 1_000;

function newAjv(settings: ConstructorParameters<typeof Ajv2020>[0]): Ajv2020 {
  const ajv = new Ajv2020(settings);
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function compile(schema: JsonSchema): Checker {
  const check = compileWith(quick(), schema);
  const checkAll = lazy(() => compileWith(thorough(), schema));
  return (value) => {
    try {
      const first = check(value);
      return first === null || !isSmall(value) ? first : (checkAll()(value) ?? first);
    } catch (error) {
      return [incomparable(error)];
    }
  };
}

function compileWith(ajv: Ajv2020, schema: JsonSchema): Checker {
  const validate = ajv.compile(schema) as ValidateFunction;
  // ajv keeps every schema object it has compiled; taking it out again is what keeps the heap flat over reloads.
  ajv.removeSchema(schema);
  return (value) => {
    if (validate(value)) return null;
    const errors = (validate.errors ?? []).map(toSchemaError);
    validate.errors = null;
    return errors;
  };
}

function isSmall(value: unknown): boolean {
  let left = thoroughMembers;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const members = Object.values(next);
    left -= members.length;
    if (left < 0) return false;
    waiting.push(...members);
  }
  return true;
}

/**
 * `uniqueItems`, `enum` and `const` compare by recursion and by calling `toString` and `valueOf`: a value that nests
 * thousands of levels deep, or has members of these names, makes them throw. It is refused; it is no fault of ours.
 */
function incomparable(error: unknown): SchemaError {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  const message = error instanceof RangeError ? 'is nested too deeply' : 'has a member called "toString" or "valueOf"';
  return {
    path: [],
    keyword: 'comparison',
    params: {},
    message: `${message}, so it cannot be checked`,
    parentSchema: {},
  };
}

function toSchemaError(error: ErrorObject): SchemaError {
  return {
    path: error.instancePath === '' ? [] : error.instancePath.slice(1).split('/').map(unescapePointer),
    keyword: error.keyword,
    params: error.params,
    message: error.message ?? 'is not valid',
    parentSchema: (error.parentSchema ?? {}) as JsonSchema,
  };
}

/** RFC 6901 section 4. */
function unescapePointer(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
