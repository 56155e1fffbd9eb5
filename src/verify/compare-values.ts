/** Values against a schema: what only they can tell. A finding has no value in it. */
import type { Json, JsonSchema } from '../schema.ts';
import { typeOf } from '../structure/structure-of.ts';
import { declaredIn, type Declared } from './declared.ts';
import { memberPath, share, type Finding } from './finding.ts';

const deepest = 24;
const sampledItems = 1_000;
const mostFindings = 500;

/** Values outside an enum or a declared range, counted by place over all of them. */
export function compareValues(schema: JsonSchema, values: readonly Json[]): Finding[] {
  const seen = new Map<string, Counts>();
  const read = readOnce();
  for (const value of values) walk(value, schema, { path: '$', depth: 0 }, { seen, read });
  return [...seen].flatMap(([path, counts]) => findingsOf(path, counts)).slice(0, mostFindings);
}

interface Counts {
  all: number;
  readonly faults: Map<string, number>;
}

interface Walk {
  readonly seen: Map<string, Counts>;
  readonly read: (schema: JsonSchema) => Declared;
}

/** Each schema is read once, however many values it is held against. */
function readOnce(): (schema: JsonSchema) => Declared {
  const known = new WeakMap<JsonSchema, Declared>();
  return (schema) => {
    let declared = known.get(schema);
    if (declared === undefined) known.set(schema, (declared = declaredIn(schema)));
    return declared;
  };
}

interface At {
  readonly path: string;
  readonly depth: number;
}

function walk(value: Json, schema: JsonSchema, { path, depth }: At, context: Walk): void {
  if (depth > deepest) return;
  const declared = context.read(schema);
  if (Array.isArray(value)) {
    if (declared.items === null) return;
    const step = Math.max(1, value.length / sampledItems);
    for (let at = 0; at < value.length; at += step)
      walk(value[Math.floor(at)] as Json, declared.items, { path: `${path}[*]`, depth: depth + 1 }, context);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value).slice(0, sampledItems)) {
      const known = declared.members.get(name);
      const inside = known ?? (typeof declared.others === 'object' ? declared.others : null);
      const place = known === undefined ? `${path}.*` : memberPath(path, name);
      if (inside !== null) walk(member as Json, inside, { path: place, depth: depth + 1 }, context);
    }
  } else note(context.seen, path, value as Scalar, declared);
}

type Scalar = string | number | boolean | null;

function note(seen: Map<string, Counts>, path: string, value: Scalar, declared: Declared): void {
  let counts = seen.get(path);
  if (counts === undefined) seen.set(path, (counts = { all: 0, faults: new Map() }));
  counts.all++;
  const fault = faultOf(value, declared);
  if (fault !== null) counts.faults.set(fault, (counts.faults.get(fault) ?? 0) + 1);
}

/** Of a type that is not declared, that alone is told, and elsewhere. */
function faultOf(value: Scalar, { types, enum: values, limits }: Declared): string | null {
  if (types !== null && !types.has(typeOf(value))) return null;
  if (values !== null && !values.includes(value)) return 'had a value outside the enum';
  if (typeof value === 'number') return isInRange(value, limits) ? null : 'had a number outside the declared range';
  if (typeof value === 'string')
    return isOfLength(value, limits) ? null : 'had a text of a length that is not declared';
  return null;
}

function isInRange(value: number, limits: Declared['limits']): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = limits;
  return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
}

function isOfLength(value: string, { minLength = 0, maxLength = Infinity }: Declared['limits']): boolean {
  if (value.length < minLength) return false;
  return value.length <= maxLength || [...value].length <= maxLength;
}

function findingsOf(path: string, { all, faults }: Counts): Finding[] {
  return [...faults].map(([says, count]) => ({ path, level: 'drift', says: `${share(count, all)} ${says}` }));
}
