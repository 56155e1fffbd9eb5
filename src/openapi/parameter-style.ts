/** How a parameter says that its value is written → the schema of what can be written so, and the way. */
import type { JsonSchema } from '../schema.ts';
import type { ApiParameter, Serialization } from './operation.ts';
import { own } from './reference.ts';
import { accepts, narrowToWritable, type Writable } from './writable.ts';

/** Where a value is written. */
export type Position = ApiParameter['in'];

/** A schema narrowed to what its style can write, and the style; null for the usual way of its place. */
export interface Styled {
  readonly schema: JsonSchema;
  readonly serialization: Serialization | null;
  /** Properties that cannot be written, and are left out of the schema. */
  readonly dropped: readonly string[];
}

/** What keeps a value from being written, as the end of a sentence that names it. */
export interface Unwritable {
  readonly reason: string;
}

/** OpenAPI 3.2, "Style Values"; `cookie` is new in it. */
const styles: Readonly<Record<Position, readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  header: ['simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  cookie: ['form', 'cookie'],
};

/** Reads `style`, `explode` and `allowReserved` of a Parameter or Encoding Object. */
export function readStyle(declared: unknown, position: Position, schema: JsonSchema): Styled | Unwritable {
  const usual = styles[position][0] as string;
  const style = String(own(declared, 'style') ?? usual);
  if (!styles[position].includes(style)) return { reason: `has the style "${style}", which is not supported` };
  const exploded = own(declared, 'explode') ?? (style === 'form' || style === 'cookie');
  const dropped = new Set<string>();
  const narrowed = style === 'deepObject' ? schema : narrowToWritable(schema, writableIn(style), dropped);
  if (narrowed === null) return { reason: `is a list or an object that the style "${style}" cannot write` };
  const serialization = {
    style: (style === 'cookie' ? 'form' : style) as Serialization['style'],
    explode: exploded === true || style === 'deepObject',
    // 3.2: values of the style `cookie` are not encoded
    allowReserved: (own(declared, 'allowReserved') === true && position !== 'header') || style === 'cookie',
  };
  return { schema: narrowed, serialization: unlessUsual(serialization, position, narrowed), dropped: [...dropped] };
}

/** How a list or an object of single values is written as JSON. */
export const asJson: Serialization = { style: 'json', explode: false, allowReserved: false };

function writableIn(style: string): Writable {
  return { lists: true, objects: style !== 'spaceDelimited' && style !== 'pipeDelimited' };
}

/** Null where the value is written in the usual way of its place, whatever the style is called. */
function unlessUsual(serialization: Serialization, position: Position, schema: JsonSchema): Serialization | null {
  const { style, explode, allowReserved } = serialization;
  if (allowReserved || style === 'label' || style === 'matrix') return serialization;
  const [lists, objects] = [accepts(schema, 'array'), accepts(schema, 'object')];
  if (!lists && !objects) return style === 'deepObject' && isOpen(schema) ? serialization : null;
  if (position !== 'query' && position !== 'cookie') return serialization;
  // exploded, a list is written alike in every one of these styles (3.0–3.2, "explode")
  if (style === 'spaceDelimited' || style === 'pipeDelimited') return explode ? null : serialization;
  return style === 'form' && explode && !objects ? null : serialization;
}

/** A schema that says nothing of types may stand for one that was too deep to be written out. */
function isOpen(schema: JsonSchema): boolean {
  return schema.type === undefined && schema.enum === undefined && schema.const === undefined;
}
