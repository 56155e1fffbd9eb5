/**
 * One operation of a company's API: what an endpoint is, whether an OpenAPI document or an `Endpoint` manifest
 * declares it. `link/` treats both alike from here on.
 */
import type { Span } from '../problem.ts';
import type { JsonSchema } from '../schema.ts';
import type { CredentialKind } from './credential.ts';

/** An operation with its schemas made self-contained: no `$ref` is left, recursion is cut to an open schema. */
export interface ApiOperation {
  /** `operationId`, or `METHOD /path` where there is none. */
  readonly name: string;
  readonly method: HttpMethod;
  /** Path template as written: `/orders/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** Tags of a document, in its order; none in a manifest. */
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly ApiParameter[];
  /** The request body; null when the operation has none. */
  readonly body: ApiBody | null;
  /** Schema of the JSON body of the (first) successful answer; null when none is declared. */
  readonly response: JsonSchema | null;
  /** Media types of successful answers as declared, in lower case and without parameters; empty when none is. */
  readonly answers: readonly string[];
  /** Headers that successful answers declare, in lower case; absent where none is. */
  readonly answerHeaders?: readonly string[];
  /** Header (lower case) in which a write takes an idempotency key; null when it knows none. */
  readonly idempotencyHeader: string | null;
  /** The ways in which a document says that its callers prove themselves, each enough; absent where nothing is said. */
  readonly credentials?: readonly CredentialKind[];
  /** Where it is declared: 1-based line in its file. */
  readonly line: number;
  /** The same as a range: of an OpenAPI document, its method's key. Absent where a manifest declares it. */
  readonly span?: Span;
}

/** What a request carries. */
export interface ApiBody {
  readonly contentType: string;
  readonly required: boolean;
  /** Of the value that the body is written from: of `form` and `multipart` bodies an object. */
  readonly schema: JsonSchema;
  readonly format: BodyFormat;
  /** How properties of a `form` or `multipart` body are written, where that is not the usual way. */
  readonly encoding: Readonly<Record<string, PropertyEncoding>>;
}

/**
 * How a body is written: as JSON, `application/x-www-form-urlencoded`, `multipart/form-data`, as the text that it is, or as
 * bytes, which arguments hold in base64.
 */
export type BodyFormat = 'json' | 'form' | 'multipart' | 'text' | 'binary';

/** OpenAPI 3.2, "Encoding Object". */
export interface PropertyEncoding {
  /** Of a part of a `multipart` body; null for what its schema says (text, JSON for objects, bytes for binary). */
  readonly contentType: string | null;
  /** Of a field of a `form` body; null for `form`, exploded. */
  readonly serialization: Serialization | null;
}

/**
 * How a parameter's value is written (OpenAPI 3.2, "Style Values"). `json` is a parameter declared by `content`. What a style
 * does not define (objects in `spaceDelimited`) is no value of it.
 */
export interface Serialization {
  readonly style: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'simple' | 'label' | 'matrix' | 'json';
  readonly explode: boolean;
  /** Reserved characters (RFC 3986 section 2.2) are sent as they are. */
  readonly allowReserved: boolean;
}

/** A declared parameter. Path-item parameters are merged in; ignored headers are left out. */
export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  /** Null for the usual way of its place: `form`, exploded, in a query or cookie; `simple` in a path or header. */
  readonly serialization: Serialization | null;
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** Methods that an endpoint may use. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
