/** What one capability answers, on both sides: its schema, and where its values come from. */
import type { Json } from '../schema.ts';
import { wholeOutput } from '../table/selectable.ts';
import type { Operation, ResultShape, Shape } from '../table/table.ts';
import { same } from '../compare/canonical.ts';
import type { Finding } from './change.ts';
import { outputFindings } from './schema-changes.ts';

/** A result that keeps its schema may still be another one: its values are compared by where they are taken from. */
export function resultFindings(before: Operation, after: Operation): Finding[] {
  const { capability } = after;
  const at = { subject: capability, path: 'result' };
  if (before.output === null && after.output === null)
    return same(before.result, after.result) ? [] : remade(before, after);
  if (after.output === null)
    return [
      {
        rule: 'result-passed-through',
        ...at,
        before: before.output,
        message: `The result of "${capability}" is passed on as it comes: nothing about it is promised any more.`,
      },
    ];
  if (before.output === null)
    return [
      {
        rule: 'result-declared',
        ...at,
        after: after.output,
        message: `The result of "${capability}" has a schema now, and was passed on as it came.`,
      },
    ];
  // Who chooses no fields gets all of them, as before there was a choice.
  const told = outputFindings(capability, wholeOutput(before) ?? {}, wholeOutput(after) ?? {});
  const places = new Set(told.map(({ path }) => path));
  // What another conversion or map makes of the same value is what the schema just told.
  const isTold = (found: Finding) => places.has(found.path) && same(sourceOf(found.before), sourceOf(found.after));
  return [...told, ...remade(before, after).filter((found) => !isTold(found))];
}

function sourceOf(made: Json | undefined): unknown {
  return typeof made === 'object' && made !== null && 'path' in made ? made.path : made;
}

function remade(before: Operation, after: Operation): Finding[] {
  const [old, now] = [before.result, after.result];
  if (same(old, now)) return [];
  const tell = (path: string, was: Json, is: Json, words: string): Finding => ({
    rule: 'result-remade',
    subject: after.capability,
    path,
    before: was,
    after: is,
    message: `${words} of "${after.capability}" is made in another way: it may hold something else.`,
  });
  if (old === null || now === null)
    return [tell('result', old === null ? 'passed on' : 'made', now === null ? 'passed on' : 'made', 'The result')];
  const sources = sourcesOf(old);
  return [...sourcesOf(now)].flatMap(([path, source]) => {
    const known = sources.get(path);
    return known === undefined || same(known, source)
      ? []
      : [tell(path, known, source, `"${path.replace('result.', '')}" in the result`)];
  });
}

/** Where each value is taken from, by its place in the result. Types follow from the schema, which has been compared. */
function sourcesOf(result: ResultShape): Map<string, Json> {
  const found = new Map<string, Json>();
  if (result.expression !== undefined) found.set('result', { jsonata: result.expression.source });
  if (result.items !== null) {
    found.set('result.items', { path: result.items.path as Json });
    collect(result.items.each, 'result.items[]', found);
  }
  for (const [name, shape] of Object.entries(result.fields)) collect(shape, `result.${name}`, found);
  return found;
}

function collect(shape: Shape, path: string, found: Map<string, Json>): void {
  switch (shape.kind) {
    case 'value':
      found.set(path, {
        path: shape.path as Json,
        map: shape.map,
        as: shape.as,
        otherwise: shape.otherwise,
        ...(shape.divide !== undefined && { divide: shape.divide }),
      });
      return;
    case 'constant':
      found.set(path, { value: shape.value });
      return;
    case 'list':
      found.set(path, { path: shape.path as Json, ...(shape.where !== undefined && { where: shape.where }) });
      collect(shape.each, `${path}[]`, found);
      return;
    case 'first':
    case 'join':
    case 'pick':
      found.set(path, shape as unknown as Json);
      return;
    case 'object':
      for (const [name, member] of Object.entries(shape.fields)) collect(member, `${path}.${name}`, found);
  }
}
