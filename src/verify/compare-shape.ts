/** Where a result is taken from, against the structure of answers: paths that lead to nothing. */
import type { Structure } from '../structure/structure.ts';
import type { PathExpression, ResultShape, Shape } from '../table/table.ts';
import type { Finding } from './finding.ts';

/** A list that is not there is drift, as no call could be answered; a field from where nothing ever was is a note. */
export function compareShape(result: ResultShape, answers: Structure): Finding[] {
  const findings: Finding[] = [];
  const note = (path: string, from: PathExpression): void => {
    findings.push({ path, level: 'note', says: `is taken from ${pathText(from)}, and nothing was there` });
  };
  for (const [name, shape] of Object.entries(result.fields)) probe(shape, answers, `$.${name}`, note);
  if (result.items === null) return findings;
  const list = at(answers, withoutEach(result.items.path));
  if (list === null || !list.types.has('array'))
    findings.push({
      path: '$.items',
      level: 'drift',
      says: `is made of ${pathText(result.items.path)}, and no list was there`,
    });
  else if (list.items !== null) probe(result.items.each, list.items, '$.items[*]', note);
  return findings;
}

type Note = (path: string, from: PathExpression) => void;

function probe(shape: Shape, structure: Structure, path: string, note: Note): void {
  if (shape.kind === 'object')
    for (const [name, inside] of Object.entries(shape.fields)) probe(inside, structure, `${path}.${name}`, note);
  if (shape.kind !== 'value' && shape.kind !== 'list') return;
  const found = at(structure, shape.kind === 'list' ? withoutEach(shape.path) : shape.path);
  if (found === null) note(path, shape.path);
  else if (shape.kind === 'list' && found.items !== null) probe(shape.each, found.items, `${path}[*]`, note);
}

/** The list itself, of a path to its items. */
function withoutEach(path: PathExpression): PathExpression {
  return typeof path.at(-1) === 'object' ? path.slice(0, -1) : path;
}

/** What was seen at a path; null when nothing ever was, or null alone. Keys that were not kept may have been anything. */
function at(structure: Structure, path: PathExpression): Structure | null {
  let here = structure;
  for (const step of path) {
    const next = typeof step === 'string' ? (here.members.get(step) ?? here.others) : here.items;
    if (next === null) return null;
    here = next;
  }
  return here.count === (here.types.get('null') ?? 0) ? null : here;
}

function pathText(path: PathExpression): string {
  return `$${path.map((step) => (typeof step === 'string' ? `.${step}` : typeof step === 'number' ? `[${step}]` : '[*]')).join('')}`;
}
