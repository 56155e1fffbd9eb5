/** Path expressions at work: readers over an upstream's answer. `link/path-expression.ts` says what they may hold. */
import type { Json } from '../schema.ts';
import type { PathExpression } from './table.ts';

/** Writes a path expression the way that people write it. */
export function formatPath(path: PathExpression): string {
  let text = '$';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (typeof part !== 'string') text += '[*]';
    else text += /^[A-Za-z_][\w-]*$/.test(part) ? `.${part}` : `['${part.replace(/['\\]/g, '\\$&')}']`;
  }
  return text;
}

/** Where the path last takes every item of a list; -1 when it names one value. */
export function lastEach(path: PathExpression): number {
  return path.findLastIndex((part) => typeof part === 'object');
}

function firstEach(path: PathExpression): number {
  return path.findIndex((part) => typeof part === 'object');
}

/** Reads one step of a path. */
type Step = (value: Json | undefined) => Json | undefined;

/** Compiles a path without `[*]` to a reader: the value there, or undefined. Inherited members are never read. */
export function createReader(path: PathExpression): (root: Json) => Json | undefined {
  const [first, second, ...rest] = (path as readonly (string | number)[]).map(createStep);
  if (first === undefined) return (root) => root;
  if (second === undefined) return first;
  if (rest.length === 0) return (root) => second(first(root));
  return (root) => {
    let value = second(first(root));
    for (const step of rest) value = step(value);
    return value;
  };
}

function createStep(key: string | number): Step {
  if (typeof key === 'number' && key < 0)
    return (value) => (Array.isArray(value) ? (value as readonly Json[]).at(key) : undefined);
  if (typeof key === 'number') return (value) => (Array.isArray(value) ? (value as readonly Json[])[key] : undefined);
  // What lists and objects inherit, and a list's own `length`, is no part of the data. Most names are not even among it.
  if (key in Array.prototype || /^\d+$/.test(key))
    return (value) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined);
  return (value) => (typeof value === 'object' && value !== null ? (value as Record<string, Json>)[key] : undefined);
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Compiles a path to a list reader: all that `[*]` steps reach, flattened; a path that names one value reads the list
 * standing there. Answers undefined when what should be a list is none.
 */
export function createListReader(path: PathExpression): (root: Json) => readonly Json[] | undefined {
  const at = firstEach(path);
  const reader = createReader(at === -1 ? path : path.slice(0, at));
  const rest = at === -1 ? [] : path.slice(at + 1);
  if (rest.length === 0) {
    return (root) => {
      const list = reader(root);
      return Array.isArray(list) ? list : undefined;
    };
  }
  const inner = createListOrValueReader(rest);
  return (root) => {
    const list = reader(root);
    return Array.isArray(list) ? list.flatMap((item: Json) => inner(item)) : undefined;
  };
}

function createListOrValueReader(path: PathExpression): (root: Json) => readonly Json[] {
  if (firstEach(path) !== -1) {
    const list = createListReader(path);
    return (root) => list(root) ?? [];
  }
  const reader = createReader(path);
  return (root) => {
    const value = reader(root);
    return value === undefined ? [] : [value];
  };
}
