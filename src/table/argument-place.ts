/** One place of a request that an argument can fill. */
import type { Serialization } from '../link/link.ts';
import type { JsonSchema } from '../schema.ts';
import type { Binding } from './table.ts';

/** A place of the request that an argument may fill. */
export interface Target {
  readonly in: Binding['in'];
  readonly name: string;
  readonly bodyPath: readonly string[];
  readonly serialization: Serialization | null;
  readonly schema: JsonSchema;
  readonly required: boolean;
  readonly description: string;
}

/** A place as people write it after "to:". */
export function placeOf(target: Pick<Target, 'in' | 'name' | 'bodyPath'>): string {
  return target.in === 'body' ? ['body', ...target.bodyPath].join('.') : `${target.in}.${target.name}`;
}
