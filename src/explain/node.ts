/** A resource with every value filled in, each with what decided it: what `render` shows. */
import type { Json } from '../schema.ts';
import { fieldOrigin, type Decided, type Origin, type Resolved } from '../table/resolved.ts';

/** A value, what holds several, or a field that has none. */
export type Node =
  | { readonly kind: 'value'; readonly value: Json; readonly from: Origin; readonly over: readonly Decided<Json>[] }
  | { readonly kind: 'none'; readonly from: Origin }
  | { readonly kind: 'fields'; readonly fields: readonly (readonly [name: string, node: Node])[] }
  | { readonly kind: 'items'; readonly items: readonly Node[] };

/** Any document that has fields. */
export interface Declaring {
  readonly file: string;
  readonly document: number;
}

type FieldPath = readonly (string | number)[];

/** A value that stands as it is in a manifest. */
export function written(by: Declaring, path: FieldPath, value: unknown): Node {
  return valueNode(value as Json, fieldOrigin(by, path));
}

/** The same for a field that may be left out; nothing is shown then. */
export function writtenIf(by: Declaring, path: FieldPath, name: string, value: unknown): Entries {
  return value === undefined ? [] : [[name, written(by, path, value)]];
}

/** A value that somebody decided. */
export function valueNode(value: Json, from: Origin, over: readonly Decided<Json>[] = []): Node {
  return { kind: 'value', value, from, over };
}

/** A value as the compiler resolved it; null and an empty text, which no field takes, show as a field that has none. */
export function resolvedNode(resolved: Resolved<Json>): Node {
  const { value, from, over } = resolved;
  return value === null || value === '' ? { kind: 'none', from } : valueNode(value, from, over);
}

/** Fields by name, in the order in which they are shown. */
export type Entries = readonly (readonly [name: string, node: Node])[];

/** A mapping. */
export function fieldsNode(...parts: readonly Entries[]): Node {
  return { kind: 'fields', fields: parts.flat() };
}

/** A whole document: what is said of its fields here, then any that it has besides, as they are. */
export function documentNode(
  by: Declaring & { readonly kind: string; readonly metadata: object; readonly spec: object },
  metadata: Entries,
  spec: Entries,
): Node {
  return fieldsNode([
    ['apiVersion', written(by, ['apiVersion'], 'smarteros/v1')],
    ['kind', written(by, ['kind'], by.kind)],
    ['metadata', fieldsNode(metadata, others(by, 'metadata', metadata))],
    ['spec', fieldsNode(spec, others(by, 'spec', spec))],
  ]);
}

function others(
  by: Declaring & { readonly metadata: object; readonly spec: object },
  part: 'metadata' | 'spec',
  shown: Entries,
): Entries {
  const names = new Set(shown.map(([name]) => name));
  return Object.entries(by[part])
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => [name, written(by, [part, name], value)]);
}

/** A value with its place in the document. */
export interface Leaf {
  readonly path: FieldPath;
  readonly value: Json;
  readonly from: Origin;
  readonly over: readonly Decided<Json>[];
}

/** Every value of a node; a field that has none is null. */
export function leavesOf(node: Node, path: FieldPath = []): Leaf[] {
  switch (node.kind) {
    case 'value':
      return [{ path, value: node.value, from: node.from, over: node.over }];
    case 'none':
      return [{ path, value: null, from: node.from, over: [] }];
    case 'fields':
      return node.fields.flatMap(([name, child]) => leavesOf(child, [...path, name]));
    case 'items':
      return node.items.flatMap((child, index) => leavesOf(child, [...path, index]));
  }
}
