/** What is known of a company's API, wherever it was read: an OpenAPI document, or traffic that somebody kept. */
import type { DeclaredCredential } from '../openapi/credential.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { Problem } from '../problem.ts';

/** An API as it was found, before anybody chose what of it to expose. */
export interface Introspection {
  /** What was read, for people: `OpenAPI 3.1.0`, `Swagger 2.0`, `HAR 1.2`, `Postman 2.1.0`, `cURL`. */
  readonly form: string;
  readonly title: string;
  readonly description: string;
  /** Base URLs in the order of the source, variables filled by their defaults; relative ones as they are. */
  readonly servers: readonly string[];
  /** How callers prove themselves, the way that most operations take first; empty when nothing is said. */
  readonly credentials: readonly DeclaredCredential[];
  readonly operations: readonly ApiOperation[];
  /** What cannot be called, each with the reason as a full sentence. */
  readonly setAside: readonly SetAsideOperation[];
  readonly problems: readonly Problem[];
  /** Kept beside the provider as it is; null when each operation becomes an Endpoint manifest. */
  readonly document: { readonly name: string; readonly text: string } | null;
}

/** An operation that cannot be an endpoint. */
export interface SetAsideOperation {
  readonly name: string;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly reason: string;
}

export type { DeclaredCredential };
