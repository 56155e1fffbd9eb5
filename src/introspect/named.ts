/** An operation under the name of its capability. */
import type { ApiOperation } from '../openapi/operation.ts';

/** See `nameOperations`. */
export interface NamedOperation {
  readonly operation: ApiOperation;
  readonly name: string;
}
