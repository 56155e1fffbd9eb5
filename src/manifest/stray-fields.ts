/** Fields beside the part of a document that they belong in: told by that, and the part's lack of them is no second mistake. */
import type { JsonSchema, SchemaError } from '../schema.ts';
import { closest } from '../suggest.ts';
import type { Finding } from './finding.ts';
import { freeFields, valueAt } from './misspelt.ts';

/** The violations of a kind's schema, apart. */
export interface Strays {
  readonly findings: readonly Finding[];
  /** Violations with another cause. */
  readonly rest: readonly SchemaError[];
}

interface Stray {
  readonly name: string;
  readonly error: SchemaError;
  /** The part that it stands in; null for the document itself. */
  readonly from: string | null;
  readonly to: string;
}

const parts = ['metadata', 'spec'] as const;

/** Looks for fields of `metadata` and `spec` that stand in the other of the two, or beside both. */
export function strayFields(errors: readonly SchemaError[], schema: JsonSchema, document: unknown): Strays {
  const strays = errors.flatMap((error) => strayOf(error, schema, document) ?? []);
  const groups = [...Map.groupBy(strays, ({ from, to }) => `${from} ${to}`).values()];
  return {
    findings: groups.flatMap((group) => findingOf(group, document)),
    rest: errors.filter((error) => !strays.some((stray) => stray.error === error || isLackOf(stray, error, document))),
  };
}

function strayOf(error: SchemaError, schema: JsonSchema, document: unknown): Stray | null {
  const from = error.path[0] ?? null;
  const isPart = from === null || parts.some((part) => part === from);
  if (error.keyword !== 'additionalProperties' || error.path.length > 1 || !isPart) return null;
  const name = String(error.params['additionalProperty']);
  // A slip of a field of this place is likelier.
  if (closest(name, freeFields(error, valueAt(document, error.path))) !== null) return null;
  const takers = parts.filter((part) => {
    const fields = propertiesOf(propertiesOf(schema)[part] ?? {});
    return part !== from && Object.hasOwn(fields, name) && valueAt(document, [part, name]) === undefined;
  });
  const to = takers.find((part) => requires(propertiesOf(schema)[part], name)) ?? takers[0];
  return to === undefined ? null : { name, error, from, to };
}

/** The part itself may be what is missing, or be empty because its fields stand at its left. */
function isLackOf({ name, to }: Stray, error: SchemaError, document: unknown): boolean {
  const [at, ...below] = error.path;
  if (at === undefined) return error.keyword === 'required' && error.params['missingProperty'] === to;
  if (at !== to || below.length > 0) return false;
  if (error.keyword === 'type') return valueAt(document, [to]) === null;
  return error.keyword === 'required' && error.params['missingProperty'] === name;
}

function findingOf(group: readonly Stray[], document: unknown): Finding[] {
  const [first] = group;
  if (first === undefined) return [];
  const { from, to } = first;
  const [it, stands, belongs] = group.length === 1 ? ['it', 'stands', 'belongs'] : ['them', 'stand', 'belong'];
  const place = from === null ? 'at the left edge' : `in ${from}`;
  const isThere = valueAt(document, [to]) !== undefined;
  const indent = isThere ? `Indent ${it} below "${to}:".` : `Write "${to}:" above ${it}, and indent ${it} below that.`;
  return [
    {
      code: 'unknown-field',
      message: `${listed(group)} ${stands} ${place}, but ${belongs} in ${to}; nothing would act on ${it} here.`,
      hint: from === null ? indent : `Move ${it} to ${to}.`,
      path: [...first.error.path, first.name],
      part: 'key',
    },
  ];
}

function listed(group: readonly Stray[]): string {
  const names = group.map(({ name }) => JSON.stringify(name));
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((text) => text !== '').join(' and ');
}

function requires(part: JsonSchema | undefined, name: string): boolean {
  return ((part?.['required'] ?? []) as readonly string[]).includes(name);
}

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}
