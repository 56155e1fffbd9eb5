/** A capability as it can be found: its words by how much they say, what it does, and whether it gives one or many. */
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import { isReading, mayRead } from './agreement.ts';
import { readSentence, readWords, type Unit } from './reading.ts';
import { fold, nameTokens } from './tokens.ts';

/** A capability, ready to be found. */
export interface IntentDocument {
  readonly operation: Operation;
  /** How much each term says, of all fields together. */
  readonly terms: ReadonlyMap<string, number>;
  /** What it does, with how sure that is, 0 to 1. */
  readonly actions: ReadonlyMap<string, number>;
  /** What its name and title speak of, each as the terms by which it is met. */
  readonly head: readonly (readonly string[])[];
  /** The declared sentences, as `sentenceKey` gives them. */
  readonly intents: ReadonlySet<string>;
  /** It gives or changes one thing that a caller has to name. */
  readonly isOfOne: boolean;
}

/** What a word counts by where it stands (the weights of a BM25F). */
const weights = {
  name: 3,
  title: 3,
  intents: 2.2,
  endpoint: 1,
  description: 1.2,
  argument: 0.7,
  argumentText: 0.35,
  value: 0.5,
  provider: 0.6,
  result: 0.25,
} as const;

/** More fields than this say nothing more of what a result is. */
const readFields = 40;

/** Makes a capability findable. `leftOut` is the place of a declared sentence that is to have no part in it. */
export function documentOf(operation: Operation, leftOut: number | null = null): IntentDocument {
  const { capability, title, description, endpoint, upstream } = operation;
  const terms = new Map<string, number>();
  const add = (units: readonly Unit[], weight: number): void => {
    for (const unit of units)
      for (const term of unit.terms)
        if (term.weight >= 0.6) terms.set(term.key, (terms.get(term.key) ?? 0) + weight * term.weight);
  };
  const named = readWords(nameTokens(capability));
  const titled = readSentence(title).units;
  const said = sentences(description).map((sentence) => readSentence(sentence).units);
  const intents = intentsOf(operation).filter((_, place) => place !== leftOut);
  const asked = intents.map((intent) => readSentence(intent).units.filter(({ kind }) => kind !== 'value'));
  add(named, weights.name);
  add(titled, weights.title);
  for (const units of said) add(units, weights.description);
  // Many sentences of one capability say the same again: together they count as two of them.
  for (const units of asked) add(units, weights.intents * Math.min(1, 2 / asked.length));
  add(readWords(nameTokens(endpoint.slice(endpoint.indexOf('/') + 1))), weights.endpoint);
  add(readWords(nameTokens(upstream)), weights.provider);
  const values = addArguments(operation, add);
  for (const name of resultNames(operation.output)) add(readWords(nameTokens(name)), weights.result);
  return {
    operation,
    terms,
    actions: actionsOf(operation, { named, titled, said, asked, values }),
    head: headOf([...named, ...titled]),
    intents: new Set(intents.map(sentenceKey)),
    isOfOne: isOfOne(operation),
  };
}

/** The sentences that a capability's author expects, each once. */
export function intentsOf({ examples }: Operation): readonly string[] {
  return [...new Set(examples.flatMap(({ intents }) => intents))];
}

/** Equal for sentences that differ in case, accents and punctuation alone. */
export function sentenceKey(sentence: string): string {
  return (fold(sentence).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** Adds arguments' names, descriptions and values; gives the values. */
function addArguments(operation: Operation, add: (units: readonly Unit[], weight: number) => void): readonly Unit[] {
  const all: Unit[] = [];
  for (const [name, schema] of Object.entries(propertiesOf(operation.input))) {
    add(readWords(nameTokens(name)), weights.argument);
    if (!isObject(schema)) continue;
    if (typeof schema['description'] === 'string') add(readSentence(schema['description']).units, weights.argumentText);
    const values = valuesOf(schema).flatMap((value) => readWords(nameTokens(value)));
    add(values, weights.value);
    all.push(...values);
  }
  return all;
}

function valuesOf(schema: { readonly [key: string]: Json }): readonly string[] {
  const values = Array.isArray(schema['enum']) ? (schema['enum'] as readonly Json[]) : [];
  return values.filter((value): value is string => typeof value === 'string').slice(0, readFields);
}

interface Words {
  readonly named: readonly Unit[];
  readonly titled: readonly Unit[];
  readonly said: readonly (readonly Unit[])[];
  readonly asked: readonly (readonly Unit[])[];
  readonly values: readonly Unit[];
}

function actionsOf(operation: Operation, { named, titled, said, asked, values }: Words): ReadonlyMap<string, number> {
  const { readOnly } = operation.hints;
  const actions = new Map<string, number>();
  const add = (units: readonly Unit[], sureness: number): void => {
    for (const action of units.flatMap((unit) => unit.actions))
      if (readOnly ? mayRead(action) : !isReading(action))
        actions.set(action, Math.max(sureness, actions.get(action) ?? 0));
  };
  add(named, 1);
  add(titled, 1);
  for (const units of said) add(units.slice(0, 1), 0.95);
  for (const units of asked) add(units.filter(({ kind }) => kind === 'action').slice(0, 1), 0.95);
  if (!readOnly) add(values, 0.85);
  for (const units of said)
    add(
      units.filter(({ kind }) => kind === 'action'),
      readOnly ? 0.6 : 0.75,
    );
  if (readOnly) actions.set('get', 1);
  else if (operation.method === 'DELETE' && !actions.has('delete')) actions.set('delete', 0.85);
  else if (actions.size === 0) actions.set(operation.method === 'POST' ? 'create' : 'update', 0.85);
  return actions;
}

/** What the head speaks of; a thing that is named in both languages, or in name and title, counts once. */
function headOf(units: readonly Unit[]): readonly (readonly string[])[] {
  const head: string[][] = [];
  for (const { kind, terms } of units) {
    if (kind !== 'thing' && kind !== 'unknown') continue;
    const keys = terms.filter(({ weight }) => weight >= 0.6).map(({ key }) => key);
    const same = head.find((known) => known.some((key) => keys.includes(key)));
    if (same === undefined) head.push(keys);
    else same.push(...keys.filter((key) => !same.includes(key)));
  }
  return head;
}

function isOfOne({ input, path }: Operation): boolean {
  const required = Array.isArray(input['required']) ? (input['required'] as readonly Json[]) : [];
  const isKey = (name: string): boolean => /(?:^|[_-])(?:id|uuid|number|code|sku|folio|key|slug)$|[a-z]Id$/.test(name);
  return path.some((part) => typeof part === 'object') || required.some((name) => isKey(String(name)));
}

function sentences(text: string): string[] {
  return text.split(/[.;:!?]\s+|\n/).filter((sentence) => sentence !== '');
}

/** Names of what a result holds, two levels deep. */
function resultNames(output: Operation['output']): readonly string[] {
  if (output === null) return [];
  const names: string[] = [];
  const visit = (schema: Json | undefined, depth: number): void => {
    if (!isObject(schema) || depth > 3) return;
    for (const [name, inner] of Object.entries(propertiesOf(schema))) {
      if (names.length >= readFields) return;
      names.push(name);
      visit(inner, depth + 1);
    }
    visit(schema['items'], depth + 1);
  };
  visit(output, 0);
  return names;
}

function propertiesOf(schema: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  return isObject(schema['properties']) ? schema['properties'] : {};
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
