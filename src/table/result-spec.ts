/** What a manifest says of a result. */
import type { Json, JsonSchema } from '../schema.ts';

/** `spec.result` as people write it. */
export interface ResultSpec {
  readonly items?: string;
  readonly each?: Json;
  readonly fields?: { readonly [name: string]: Json };
  /** Fields that callers may choose among; true for all. */
  readonly selectable?: boolean | readonly string[];
  /** An expression that makes all of it. */
  readonly jsonata?: string;
  /** What the expression makes. */
  readonly schema?: JsonSchema;
}
