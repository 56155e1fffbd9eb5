/** `readOnly` properties out of what is sent, `writeOnly` ones out of what is answered. */
import type { Json, JsonSchema } from '../schema.ts';
import { isRecord, own } from './reference.ts';

/** The mark that hides a property: `readOnly` in a request, `writeOnly` in a response. */
export type HidingMark = 'readOnly' | 'writeOnly';

const branchKeywords = ['allOf', 'anyOf', 'oneOf'] as const;

/**
 * Takes every property that carries `mark` out of a schema, and its name out of each `required` that means the same
 * object: one part of an `allOf` often requires what another declares.
 */
export function hideProperties(schema: JsonSchema, mark: HidingMark): JsonSchema {
  return hide(schema, mark, new Set());
}

function hide(schema: JsonSchema, mark: HidingMark, above: ReadonlySet<string>): JsonSchema {
  const hidden = new Set([...above, ...hiddenNames(schema, mark, ['allOf'])]);
  // what one branch of a union hides stays visible in its siblings, but cannot be required of all of them
  const optional = new Set([...hidden, ...hiddenNames(schema, mark, branchKeywords)]);
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
    if (keyword === 'properties') return [[keyword, hideAmong(value as JsonSchema, mark, hidden)]];
    if (keyword === 'required') {
      const names = (value as readonly string[]).filter((name) => !optional.has(name));
      return names.length === 0 ? [] : [[keyword, names]];
    }
    return [[keyword, hideBelow(keyword, value, mark, hidden)]];
  });
  return Object.fromEntries(entries);
}

function hideAmong(properties: JsonSchema, mark: HidingMark, hidden: ReadonlySet<string>): Json {
  const shown = Object.entries(properties).filter(([name]) => !hidden.has(name));
  return Object.fromEntries(shown.map(([name, property]) => [name, hide(property as JsonSchema, mark, new Set())]));
}

function hideBelow(keyword: string, value: Json, mark: HidingMark, hidden: ReadonlySet<string>): Json {
  if (keyword === 'patternProperties' || keyword === 'dependentSchemas')
    return hideAmong(value as JsonSchema, mark, new Set());
  if ((branchKeywords as readonly string[]).includes(keyword))
    return (value as JsonSchema[]).map((branch) => hide(branch, mark, hidden));
  if (keyword === 'prefixItems') return (value as JsonSchema[]).map((item) => hide(item, mark, new Set()));
  return isSchemaKeyword(keyword) && isRecord(value) ? hide(value as JsonSchema, mark, new Set()) : value;
}

/** `const`, `default` and `dependentRequired` also hold maps, but no schemas. */
function isSchemaKeyword(keyword: string): boolean {
  return keyword === 'items' || keyword === 'additionalProperties' || keyword === 'contains';
}

function hiddenNames(schema: JsonSchema, mark: HidingMark, through: readonly string[]): string[] {
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
  const names = properties.filter(([, property]) => own(property, mark) === true).map(([name]) => name);
  for (const keyword of through) {
    for (const branch of (schema[keyword] ?? []) as JsonSchema[]) names.push(...hiddenNames(branch, mark, through));
  }
  return names;
}
