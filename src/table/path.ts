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

/** Compiles a path without `[*]` to a reader: the value there, or undefined. Inherited members are never read. */
export function createReader(path: PathExpression): (root: Json) => Json | undefined {
  const keys = path as readonly (string | number)[];
  if (keys.length === 0) return (root) => root;
  if (keys.length === 1) {
    const key = keys[0] as string | number;
    return (root) => member(root, key);
  }
  return (root) => {
    let value: Json | undefined = root;
    for (const key of keys) {
      value = member(value, key);
      if (value === undefined) return undefined;
    }
    return value;
  };
}

function member(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  // `in` would find what every object inherits, and a list's own `length` is no part of the data.
  if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, Json>)[key];
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
