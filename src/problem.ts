/**
 * An author's mistake, as data. Every stage that reads what people wrote (manifests, OpenAPI documents) collects
 * `Problem`s and returns them beside its result; none is ever thrown, and rendering comes last.
 */

/** How much a problem weighs: an `error` keeps its tenant from being compiled, a `warning` only tells. */
export type Severity = 'error' | 'warning';

/**
 * A range in a file. Lines and columns count from 1, columns in UTF-16 code units (as editors and LSP count them);
 * the end is exclusive.
 */
export interface Span {
  /** Path relative to the workspace's folder, with `/` on every platform. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One finding. `message` says what is wrong and what follows from it, `hint` what to write instead. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly span: Span;
  /** A second place that the reader needs to see ("first declared here"). */
  readonly related?: { readonly message: string; readonly span: Span };
}

/** Every code that a problem may carry, with the one-line meaning that documents show. Codes are stable: people write them in scripts. */
export const problemCodes = {
  // reading files
  'no-workspace': 'The folder does not exist or holds no manifest.',
  'unreadable-file': 'A file could not be read.',
  'file-too-large': 'A manifest is larger than 256 KB.',
  'not-a-manifest': 'A YAML file in the workspace is no manifest and no provider names it.',
  // YAML
  'yaml-syntax': 'The text is not valid YAML.',
  'duplicate-key': 'The same key stands twice in one mapping.',
  'yaml-anchor': 'Anchors and aliases are not part of the YAML subset of manifests.',
  'yaml-tag': 'Tags are not part of the YAML subset of manifests.',
  'empty-document': 'A document holds nothing.',
  // one resource by itself
  'unknown-version': 'The document’s apiVersion is not one that this version reads.',
  'unknown-kind': 'The document’s kind does not exist.',
  'unknown-field': 'A field does not exist at this place.',
  'missing-field': 'A required field is missing.',
  'wrong-type': 'A value has the wrong type.',
  'unknown-value': 'A value is not one of the allowed ones.',
  'invalid-value': 'A value breaks a rule of its field (length, pattern, range).',
  'invalid-rut': 'A RUT is malformed or its check digit is wrong.',
  'placeholder-rut': 'A RUT is one of the well-known placeholders.',
  'misplaced-file': 'A file’s place does not agree with what it declares.',
  // references
  'duplicate-resource': 'Two documents declare the same resource.',
  'unknown-tenant': 'A resource belongs to a tenant that no document declares.',
  'unknown-plan': 'A tenant names a plan that does not exist.',
  'unknown-provider': 'An endpoint belongs to a provider that does not exist.',
  'unknown-endpoint': 'A capability is backed by an endpoint that no one declares.',
  'foreign-endpoint': 'A capability refers to another tenant’s endpoint.',
  'unknown-operator': 'The system names an operator that does not exist.',
  'missing-secret': 'A secret that a provider needs is not set.',
  'unmatched-allow': 'An allow pattern matches no capability of the tenant.',
  // meaning
  'tool-collision': 'Two capabilities of a tenant have the same MCP tool name.',
  'reserved-name': 'A name is reserved.',
  'unknown-argument-target': 'An argument is sent to a place that its endpoint does not declare.',
  'argument-conflict': 'Two arguments are sent to the same place.',
  'missing-argument': 'The endpoint requires a value that no argument gives.',
  'undeclared-path-parameter': 'A path has a parameter that nothing declares, or declares one that it has not.',
  'unsupported-argument': 'A value cannot be sent to that place.',
  'invalid-schema': 'A JSON Schema is not valid, or uses what manifests do not support.',
  'invalid-path-expression': 'A path such as $.items[*].id cannot be read.',
  'unknown-result-field': 'A result takes a field that the endpoint’s response does not declare.',
  'invalid-base-url': 'A provider’s base URL cannot be used.',
  'private-address': 'A public provider’s base URL names a private address.',
  'invalid-example': 'An example’s arguments do not fit the capability’s own schema.',
  // OpenAPI documents
  'openapi-unreadable': 'The OpenAPI document cannot be read.',
  'openapi-version': 'The document’s OpenAPI version is not supported.',
  'openapi-reference': 'A $ref of the document points nowhere.',
  'openapi-duplicate-operation': 'Two operations have the same operationId.',
  'openapi-unsupported': 'An operation needs something that is not supported yet.',
} as const satisfies Record<string, string>;

/** A stable kebab-case code; `problemCodes` holds each one's meaning. */
export type ProblemCode = keyof typeof problemCodes;

/** True when any of the problems is an error (warnings do not count). */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** Orders problems by file, place and code, so that every run and machine prints the same. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      compare(a.span.file, b.span.file) ||
      a.span.line - b.span.line ||
      a.span.column - b.span.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
