/** Which styles of parameters may stand where, and what they can write (OpenAPI 3.2, "Style Values"). */
import type { ApiParameter, Serialization } from '../openapi/operation.ts';

/** Where a parameter stands. */
export type ParameterPlace = ApiParameter['in'];

/** Styles by place; the first is the usual one. */
export const stylesIn: Readonly<Record<ParameterPlace, readonly Serialization['style'][]>> = {
  path: ['simple', 'label', 'matrix', 'json'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'json'],
  header: ['simple', 'json'],
  cookie: ['form', 'json'],
};

/** How a parameter is written that says nothing of it. */
export function usualSerialization(place: ParameterPlace): Serialization {
  const style = stylesIn[place][0] as Serialization['style'];
  return { style, explode: explodesByDefault(style), allowReserved: false };
}

/** Whether members and items stand by themselves when nothing is said. */
export function explodesByDefault(style: Serialization['style']): boolean {
  return style === 'form' || style === 'deepObject';
}

/** What a style can write besides plain values; `nested` are lists and objects inside others. */
export interface Writable {
  readonly lists: boolean;
  readonly objects: boolean;
  readonly nested: boolean;
}

/** What each style can write. A list in `deepObject` is written by its indexes, as most servers read it. */
export const writableIn: Readonly<Record<Serialization['style'], Writable>> = {
  form: { lists: true, objects: true, nested: false },
  simple: { lists: true, objects: true, nested: false },
  label: { lists: true, objects: true, nested: false },
  matrix: { lists: true, objects: true, nested: false },
  spaceDelimited: { lists: true, objects: false, nested: false },
  pipeDelimited: { lists: true, objects: false, nested: false },
  deepObject: { lists: true, objects: true, nested: true },
  json: { lists: true, objects: true, nested: true },
};
