/**
 * One operation of a company's API: what an endpoint is, whether an OpenAPI document or an `Endpoint` manifest
 * declares it. `link/` treats both alike from here on.
 */
import type { Span } from '../problem.ts';
import type { JsonSchema } from '../schema.ts';

/** An operation with its schemas made self-contained: no `$ref` is left, recursion is cut to an open schema. */
export interface ApiOperation {
  /** `operationId`, or `METHOD /path` where there is none. */
  readonly name: string;
  readonly method: HttpMethod;
  /** Path template as written: `/orders/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly ApiParameter[];
  /** The JSON request body; null when the operation has none. */
  readonly body: { readonly contentType: string; readonly required: boolean; readonly schema: JsonSchema } | null;
  /** Schema of the JSON body of the (first) successful answer; null when none is declared. */
  readonly response: JsonSchema | null;
  /** Header (lower case) in which a write takes an idempotency key; null when it knows none. */
  readonly idempotencyHeader: string | null;
  /** Where it is declared: 1-based line in its file. */
  readonly line: number;
  /** The same as a range: of an OpenAPI document, its method's key. Absent where a manifest declares it. */
  readonly span?: Span;
}

/** A declared parameter. Path-item parameters are merged in; cookies and ignored headers are left out. */
export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** Methods that an endpoint may use. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
