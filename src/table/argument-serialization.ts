/** How the value of an argument is written in its place, and whether it can be. */
import type { Serialization } from '../link/link.ts';
import { usualSerialization, writableIn, type ParameterPlace } from '../link/styles.ts';
import type { JsonSchema } from '../schema.ts';
import { acceptedSchema, type ArgumentSpec } from './argument-schema.ts';
import type { Target } from './argument-target.ts';
import { itemSchema, memberNames, schemaAt, typesOf } from './schema-walk.ts';

/**
 * Null where the usual way of the place does: for plain values, and lists in a query. So a document that comes to name a
 * style which writes them alike changes nothing.
 */
export function settleSerialization(spec: ArgumentSpec, target: Target): Serialization | null {
  const { in: place, serialization } = target;
  if (place === 'body') return null;
  const types = isTranslated(spec) ? ['string'] : typesOf(acceptedSchema(spec, target));
  const isPlain = types.every((type) => type !== 'object' && (type !== 'array' || isUsualList(place, serialization)));
  if (types.length === 0) return isUsual(place, serialization) ? null : serialization;
  return isPlain && writesPlainAlike(serialization) ? null : (serialization ?? usualSerialization(place));
}

/** What becomes of a map or a conversion is one plain value. */
function isTranslated({ map, as }: ArgumentSpec): boolean {
  return map !== undefined || as !== undefined;
}

function isUsual(place: ParameterPlace, serialization: Serialization | null): boolean {
  const usual = usualSerialization(place);
  return (
    serialization === null ||
    (Object.keys(usual) as (keyof Serialization)[]).every((key) => usual[key] === serialization[key])
  );
}

function isUsualList(place: ParameterPlace, serialization: Serialization | null): boolean {
  return place === 'query' && isUsual(place, serialization);
}

/** Styles that write a plain value as it is, behind its name where the place has names. */
function writesPlainAlike(serialization: Serialization | null): boolean {
  if (serialization === null) return true;
  return !serialization.allowReserved && !['label', 'matrix', 'json'].includes(serialization.style);
}

/** What of an argument cannot be written in its place: `an object`; null when all of it can. */
export function unwritable(spec: ArgumentSpec, target: Target): string | null {
  const { in: place } = target;
  const schema = acceptedSchema(spec, target);
  const types = typesOf(schema);
  if (isTranslated(spec)) return types.includes('object') ? 'an object' : types.includes('array') ? 'a list' : null;
  if (place === 'body') return null;
  const declared = typesOf(target.schema);
  const can = writableIn[(target.serialization ?? usualSerialization(place)).style];
  // What the endpoint declares as a plain value would change its form, and an object the fields' names.
  const isLost = (type: 'object' | 'array') => declared.length > 0 && !declared.includes(type);
  if (types.includes('object') && (!can.objects || isLost('object'))) return 'an object';
  if (types.includes('array') && (!can.lists || (place !== 'query' && isLost('array')))) return 'a list';
  return can.nested ? null : nestedIn(schema);
}

/** Lists and objects inside a list or an object. */
function nestedIn(schema: JsonSchema): string | null {
  const items = itemSchema(schema, null);
  if (typesOf(schema).includes('array') && items.known && isOnlyNested(items.schema))
    return 'a list of lists or objects';
  const isNested = (name: string) => {
    const member = schemaAt(schema, [name]);
    return member.known && isOnlyNested(member.schema);
  };
  return memberNames(schema).some(isNested) ? 'an object with lists or objects in it' : null;
}

function isOnlyNested(schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return types.length > 0 && types.every((type) => type === 'object' || type === 'array');
}
