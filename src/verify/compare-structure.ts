/** A structure against a schema: what can be told without the values. */
import type { JsonSchema } from '../schema.ts';
import { mergeStructures } from '../structure/merge.ts';
import type { Structure, TextFormat, ValueType } from '../structure/structure.ts';
import { declaredIn, type Declared } from './declared.ts';
import { memberPath, share, type Finding } from './finding.ts';

const deepest = 24;
const mostFindings = 500;

/** Every difference, in the order of the structure; at most some hundred. */
export function compareStructure(schema: JsonSchema, structure: Structure): Finding[] {
  const findings: Finding[] = [];
  compareAt({ schema, structure, path: '$', depth: 0 }, (finding) => {
    if (findings.length < mostFindings) findings.push(finding);
  });
  return findings;
}

interface Place {
  readonly schema: JsonSchema;
  readonly structure: Structure;
  readonly path: string;
  readonly depth: number;
}

type Tell = (finding: Finding) => void;

function compareAt(place: Place, tell: Tell): void {
  const { structure, path, depth, schema } = place;
  if (depth > deepest || structure.count === 0) return;
  const declared = declaredIn(schema);
  const drift = (says: string) => tell({ path, level: 'drift', says });
  compareTypes(declared, structure, drift);
  compareFormat(declared, structure, drift);
  if (structure.types.has('object')) compareMembers(place, declared, tell);
  if (structure.items !== null && declared.items !== null)
    compareAt({ schema: declared.items, structure: structure.items, path: `${path}[*]`, depth: depth + 1 }, tell);
  else if (structure.items === null && declared.items !== null && structure.types.has('array'))
    tell({ path: `${path}[*]`, level: 'note', says: 'the list was always empty, so nothing of its items was checked' });
}

const words: Readonly<Record<ValueType, string>> = {
  null: 'null',
  boolean: 'boolean',
  integer: 'integer',
  number: 'number',
  string: 'text',
  array: 'a list',
  object: 'an object',
};

function compareTypes({ types, enum: values }: Declared, structure: Structure, drift: (says: string) => void): void {
  if (types === null) return;
  const accepted = declaredWords(types);
  for (const [type, count] of structure.types) {
    if (types.has(type)) continue;
    // An enum that lists null means it, whatever the type beside it says.
    if (type === 'null' && values?.includes(null) === true) continue;
    const were = count === 1 ? 'was' : 'were';
    drift(`declared ${accepted}, ${share(count, structure.count)} ${were} ${words[type]}`);
  }
}

function declaredWords(types: ReadonlySet<ValueType>): string {
  const named = [...types].filter((type) => !(type === 'integer' && types.has('number')));
  return named.map((type) => words[type]).join(' or ');
}

/** Forms that the schema's word and ours mean alike. */
const comparable: readonly string[] = ['date', 'date-time', 'uuid', 'email'] satisfies TextFormat[];

function compareFormat({ format }: Declared, structure: Structure, drift: (says: string) => void): void {
  const texts = structure.types.get('string') ?? 0;
  if (format === null || !comparable.includes(format) || texts === 0) return;
  const others = texts - (structure.formats.get(format as TextFormat) ?? 0);
  if (others > 0) drift(`declared ${format}, ${share(others, texts)} ${others === 1 ? 'was' : 'were'} other text`);
}

function compareMembers({ structure, path, depth }: Place, declared: Declared, tell: Tell): void {
  const objects = structure.types.get('object') as number;
  for (const [name, schema] of declared.members) {
    const member = structure.members.get(name);
    if (member !== undefined)
      compareAt({ schema, structure: member, path: memberPath(path, name), depth: depth + 1 }, tell);
  }
  if (!structure.isCut) tellMissing(structure, declared, objects, path, tell);
  const undeclared = [...structure.members].filter(([name]) => !declared.members.has(name));
  if (typeof declared.others === 'object') {
    const entries = mergeStructures([
      ...undeclared.map(([, one]) => one),
      ...(structure.others === null ? [] : [structure.others]),
    ]);
    return compareAt({ schema: declared.others, structure: entries, path: `${path}.*`, depth: depth + 1 }, tell);
  }
  if (declared.others === 'unsaid' && declared.members.size === 0) return;
  const level = declared.others === 'closed' ? 'drift' : 'note';
  for (const [name, { count }] of undeclared)
    tell({ path: memberPath(path, name), level, says: `is not declared, and ${share(count, objects)} had it` });
  if (structure.others !== null)
    tell({ path: `${path}.*`, level, says: 'keys that are not declared came, which read as data' });
}

function tellMissing(structure: Structure, declared: Declared, objects: number, path: string, tell: Tell): void {
  for (const name of declared.required) {
    if (declared.members.get(name)?.['writeOnly'] === true) continue;
    const lacking = objects - (structure.members.get(name)?.count ?? 0);
    if (lacking > 0)
      tell({
        path: memberPath(path, name),
        level: 'drift',
        says: `declared required, ${share(lacking, objects)} lacked it`,
      });
  }
}
