/** What an API answered, held against what is declared of it. */
import type { Json, JsonSchema } from '../schema.ts';
import { mergeStructures } from '../structure/merge.ts';
import { structureOf } from '../structure/structure-of.ts';
import type { Structure } from '../structure/structure.ts';
import { compareStructure } from './compare-structure.ts';
import { compareValues } from './compare-values.ts';
import type { Finding } from './finding.ts';
import { namesIn } from './names.ts';

/** What the answers of one capability looked like: those of the API, and the results that were made of them. */
export interface Seen {
  readonly answers: Structure;
  readonly results: Structure;
}

/** What is declared of them; null where nothing is. */
export interface Schemas {
  readonly answer: JsonSchema | null;
  readonly result: JsonSchema | null;
  /** Of the contract that the capability names. */
  readonly contract: JsonSchema | null;
}

/** A difference, and which side it is on. */
export interface Drift extends Finding {
  readonly of: 'answer' | 'result' | 'contract';
}

/** The structures of values, told apart by the names that the schemas know. */
export function seenIn(answers: readonly Json[], results: readonly Json[], schemas: Schemas): Seen {
  return { answers: structureOfAll(answers, schemas.answer), results: structureOfAll(results, schemas.result) };
}

function structureOfAll(values: readonly Json[], schema: JsonSchema | null): Structure {
  const names = namesIn(schema);
  return mergeStructures(values.map((value) => structureOf(value, { names })));
}

/** All that differs by structure: what a cassette can tell, too. */
export function verifyStructures({ answers, results }: Seen, schemas: Schemas): Drift[] {
  return [
    ...drifts('answer', schemas.answer, (schema) => compareStructure(schema, answers)),
    ...drifts('result', schemas.result, (schema) => compareStructure(schema, results)),
    ...drifts('contract', schemas.contract, (schema) => compareStructure(schema, results)).filter(isDrift),
    ...emptyFields(results),
  ];
}

/** What only the values can tell. */
export function verifyValues(answers: readonly Json[], results: readonly Json[], schemas: Schemas): Drift[] {
  return [
    ...drifts('answer', schemas.answer, (schema) => compareValues(schema, answers)),
    ...drifts('result', schemas.result, (schema) => compareValues(schema, results)),
    ...drifts('contract', schemas.contract, (schema) => compareValues(schema, results)),
  ];
}

/** A capability may have more than its contract says. */
function isDrift({ level }: Drift): boolean {
  return level === 'drift';
}

function drifts(of: Drift['of'], schema: JsonSchema | null, compare: (schema: JsonSchema) => Finding[]): Drift[] {
  return schema === null ? [] : compare(schema).map((finding) => ({ of, ...finding }));
}

/** A field of the result that was null wherever it came is mostly taken from where nothing is any more. */
function emptyFields(results: Structure): Drift[] {
  const found: Drift[] = [];
  const walk = (structure: Structure, path: string, depth: number): void => {
    const nulls = structure.types.get('null') ?? 0;
    if (nulls > 1 && nulls === structure.count)
      found.push({ of: 'result', path, level: 'note', says: `was null in all ${nulls}` });
    if (depth > 10) return;
    for (const [name, member] of structure.members) walk(member, `${path}.${name}`, depth + 1);
    if (structure.items !== null) walk(structure.items, `${path}[*]`, depth + 1);
  };
  walk(results, '$', 0);
  return found;
}
