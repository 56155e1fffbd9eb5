/** One difference between two schemas, whichever way values go through them. */
import type { Json } from '../schema.ts';

/** What differs. */
export type DeltaKind =
  | 'type'
  | 'null'
  | 'values'
  | 'rule'
  | 'closed'
  | 'opened'
  | 'condition'
  | 'field-added'
  | 'field-removed'
  | 'required'
  | 'optional'
  | 'default'
  | 'words';

/** A difference at a place. `narrowed`: some value that fitted does not; `widened`: some value fits that did not. */
export interface SchemaDelta {
  readonly kind: DeltaKind;
  /** Field names, `[]` for items of a list, `*` for fields that are not declared. */
  readonly path: readonly string[];
  readonly narrowed: boolean;
  readonly widened: boolean;
  readonly before: Json;
  readonly after: Json;
  /** Of fields: whether the object takes fields that it does not declare, on the side that lacks this one. */
  readonly isOpen?: boolean;
  /** Of a field that was added: whether it must be there. */
  readonly isRequired?: boolean;
}

/** Takes differences as they are found. */
export type Emit = (delta: SchemaDelta) => void;

/** Compares two schemas at a place; handed on to those who compare parts, so that they need not know who calls them. */
export type CompareAt = (
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
  emit: Emit,
) => void;
