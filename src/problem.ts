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
  /** A correction that is certain, so that a program may make it (`check --fix`). */
  readonly fix?: Fix;
}

/**
 * A correction as edits that leave every other byte as it is. `title` says what it does, as an order: `Rename "titel" to
 * "title"`. `move` takes the file of the problem's span to another path of the workspace.
 */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly move?: { readonly to: string };
}

/** Replaces a range of a file; an empty range inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Every code that a problem may carry, with what it means and what an author does about it (the problem itself says it more precisely, with names). Codes are stable: people write them in scripts. */
export const problemCodes = {
  // reading files
  'no-workspace': {
    meaning: 'The folder does not exist or holds no manifest.',
    remedy: 'Run `smarteros init`, or name the folder that holds the manifests.',
  },
  'unreadable-file': {
    meaning: 'A file could not be read.',
    remedy: 'Make it a readable UTF-8 file inside the workspace. Links that lead out of it are not followed.',
  },
  'file-too-large': {
    meaning: 'A manifest is larger than 256 KB.',
    remedy: 'Split the manifest: one document a file. OpenAPI documents may have 20 MB.',
  },
  'not-a-manifest': {
    meaning: 'A YAML file in the workspace is no manifest and no provider names it.',
    remedy: 'Begin it with `apiVersion: smarteros/v1`, name it in a provider’s `openapi`, or move it away.',
  },
  // YAML
  'yaml-syntax': {
    meaning: 'The text is not valid YAML.',
    remedy: 'Correct the YAML; text that holds `: `, `#`, `{` or `[` needs quotes.',
  },
  'duplicate-key': {
    meaning: 'The same key stands twice in one mapping.',
    remedy: 'Remove one of the two. A warning in OpenAPI documents, where the last one counts.',
  },
  'yaml-anchor': {
    meaning: 'Anchors and aliases are not part of the YAML subset of manifests.',
    remedy: 'Write the value out at both places.',
  },
  'yaml-tag': {
    meaning: 'Tags are not part of the YAML subset of manifests.',
    remedy: 'Write the plain value, in quotes if it is text.',
  },
  'empty-document': {
    meaning: 'A document holds nothing.',
    remedy: 'Leave out the `---` that nothing follows. A warning.',
  },
  // one resource by itself
  'unknown-version': {
    meaning: 'The document’s apiVersion is not one that this version reads.',
    remedy: 'Write `apiVersion: smarteros/v1`.',
  },
  'unknown-kind': {
    meaning: 'The document’s kind does not exist, or its fields and its place are those of another kind.',
    remedy: 'Write one of the kinds of [fields.md](fields.md): the one that the document’s fields belong to.',
  },
  'unknown-field': {
    meaning: 'A field does not exist at this place.',
    remedy: 'Correct its name or its place, or remove it: nothing would act on it.',
  },
  'missing-field': {
    meaning: 'A required field is missing.',
    remedy: 'Add it.',
  },
  'wrong-type': {
    meaning: 'A value has the wrong type.',
    remedy: 'Write a value of the type that [fields.md](fields.md) gives.',
  },
  'unknown-value': {
    meaning: 'A value is not one of the allowed ones.',
    remedy: 'Write one of the allowed values.',
  },
  'invalid-value': {
    meaning: 'A value breaks a rule of its field (length, pattern, range).',
    remedy: 'Keep to the rule that the message names.',
  },
  'invalid-rut': {
    meaning: 'A RUT is malformed or its check digit is wrong.',
    remedy: 'Correct the RUT: `76.086.428-5` or `76086428-5`, with its own check digit.',
  },
  'placeholder-rut': {
    meaning: 'A RUT is one of the well-known placeholders.',
    remedy: 'Write the company’s own RUT before it goes live. A warning.',
  },
  'editable-claim': {
    meaning: 'An access rule counts on a claim that users write themselves.',
    remedy: 'Count on what only the issuer sets, such as `app_metadata.role`.',
  },
  'open-access': {
    meaning: 'An access rule lets in people whom nobody chose.',
    remedy: 'Name who is meant: a role, an address, the company’s own domain. A warning.',
  },
  'unsealed-secret': {
    meaning: 'The `sealed` of a secret is no sealed value.',
    remedy: 'Seal the value with `smarteros secret seal`. One that stood in Git as plain text has to be replaced.',
  },
  'misplaced-file': {
    meaning: 'A file’s place does not agree with what it declares.',
    remedy: 'Move the file to the path that the hint names, or correct its metadata.',
  },
  // references
  'duplicate-resource': {
    meaning: 'Two documents declare the same resource.',
    remedy: 'Remove one, or give it another name.',
  },
  'unknown-tenant': {
    meaning: 'A resource belongs to a tenant that no document declares.',
    remedy: 'Add `tenants/<name>/tenant.yaml`.',
  },
  'unknown-contract': {
    meaning: 'A capability names a contract that no document declares.',
    remedy: 'Name a contract of `contracts/`, add it there, or leave `contract` out.',
  },
  'contract-arguments': {
    meaning: 'A capability refuses arguments that its contract allows, or it cannot be proved that it takes them.',
    remedy: 'Take what the contract names (`map`, `schema`, `default`), or name another contract.',
  },
  'contract-result': {
    meaning: 'A capability may answer what its contract does not allow, or it cannot be proved that it never does.',
    remedy: 'Make the field as the contract says (`$as`, `$map`, `$else`), or let the contract allow null there.',
  },
  'contract-hints': {
    meaning: 'A capability does not behave as its contract says: whether it only reads, destroys, or may be repeated.',
    remedy: 'Correct its `hints` where the API allows it, or name another contract.',
  },
  'invalid-expression': {
    meaning: 'A JSONata expression cannot be read, or uses something that is not supported here.',
    remedy: 'Correct it at the line and column that the message names.',
  },
  'unknown-plan': {
    meaning: 'A tenant names a plan that does not exist.',
    remedy: 'Name a plan of `plans/`, or add it there.',
  },
  'unknown-provider': {
    meaning: 'An endpoint belongs to a provider that does not exist, or an environment changes one.',
    remedy: 'Name a provider that exists, or add its `provider.yaml`.',
  },
  'unknown-endpoint': {
    meaning: 'A capability is backed by an endpoint that no one declares.',
    remedy: 'Name an Endpoint, an `operationId` or `METHOD /path` of the provider.',
  },
  'foreign-endpoint': {
    meaning: 'A capability refers to another tenant’s endpoint.',
    remedy: 'Declare the provider in the tenant’s own folder, or share it under `providers/`.',
  },
  'unknown-operator': {
    meaning: 'The system names an operator that does not exist.',
    remedy: 'Write `tenant/client`, and declare that client.',
  },
  'missing-secret': {
    meaning: 'A secret that a provider needs is not set.',
    remedy: 'Seal or set it as the hint says, where the gateway runs. A warning.',
  },
  'unused-secret': {
    meaning: 'No provider refers to a sealed secret.',
    remedy: 'Correct its name or its place, or remove it. A warning.',
  },
  'unknown-issuer': {
    meaning: 'An access rule counts on tokens of an issuer that the system does not declare.',
    remedy: 'Name one of `spec.issuers` of `system.yaml`, or declare it there.',
  },
  'unmatched-allow': {
    meaning: 'An allow or approve pattern matches no capability of the tenant.',
    remedy: 'Correct the pattern, or add the capability. A warning.',
  },
  // meaning
  'tool-collision': {
    meaning: 'Two capabilities of a tenant have the same MCP tool name.',
    remedy: 'Rename one: `a.b-c` and `a.b.c` are both the tool `a_b_c`.',
  },
  'reserved-name': {
    meaning: 'A name is reserved.',
    remedy: 'Choose another name.',
  },
  'unknown-argument-target': {
    meaning: 'An argument is sent to a place that its endpoint does not declare.',
    remedy: 'Say where the value goes: `to: query.status`.',
  },
  'argument-conflict': {
    meaning: 'Two arguments are sent to the same place.',
    remedy: 'Send each argument to a place of its own, with `to`.',
  },
  'missing-argument': {
    meaning: 'The endpoint requires a value that no argument gives.',
    remedy: 'Add an argument for it, or a fixed value with `const`.',
  },
  'undeclared-path-parameter': {
    meaning: 'A path has a parameter that nothing declares, or declares one that it has not.',
    remedy: 'Make the `{name}` of the path and the parameter agree.',
  },
  'unsupported-argument': {
    meaning: 'A value cannot be sent to that place.',
    remedy:
      'Give the argument a plain value’s schema, declare a style that writes such values, or send it in the body.',
  },
  'unsupported-style': {
    meaning: 'An endpoint says to write a value in a way that does not exist there.',
    remedy: 'Write a style that the place has and that can write the value, or leave it out for the usual way.',
  },
  'idempotency-key': {
    meaning:
      'An idempotency key is declared where none can be sent: in a read, or in a header that has a value already.',
    remedy: 'Declare it for writes only, in a header that neither the endpoint, an argument nor the credential fills.',
  },
  'ineffective-limit': {
    meaning:
      'A limit is above one that refuses first: a client’s or capability’s above its tenant’s, or a tenant’s above what it is given.',
    remedy: 'Lower it, or leave it out. A warning.',
  },
  'invalid-schema': {
    meaning: 'A JSON Schema is not valid, or uses what manifests do not support.',
    remedy: 'Write JSON Schema 2020-12.',
  },
  'invalid-path-expression': {
    meaning: 'A path such as $.items[*].id cannot be read.',
    remedy: 'Begin with `$`: `$.name`, `$.a.b`, `$[0]`, `$[*]`. Fixed text is `{ $const: text }`.',
  },
  pagination: {
    meaning: 'The pages of a list cannot be walked as a capability or its endpoint says.',
    remedy:
      'Say where the list is (`result.items`), name parameters that the endpoint declares, and leave them, `limit` and `cursor` to the gateway.',
  },
  'unknown-result-field': {
    meaning: 'A result takes a field that the endpoint’s response does not declare.',
    remedy: 'Correct the path, or declare the field in the endpoint’s response. A warning.',
  },
  'prompt-text': {
    meaning: 'The text of a prompt and its arguments do not agree, or one of its braces belongs to no argument.',
    remedy: 'Write `{name}` once for each declared argument at least, and `{{` or `}}` for a brace.',
  },
  'invalid-base-url': {
    meaning: 'A provider’s base URL cannot be used.',
    remedy: 'Write an `http` or `https` URL without credentials, query and fragment.',
  },
  'private-address': {
    meaning: 'A public provider’s base URL names a private address.',
    remedy: 'Say `network: private` if it is meant.',
  },
  'invalid-example': {
    meaning: 'An example’s arguments do not fit the capability’s own schema.',
    remedy: 'Correct the example, so that readers who copy it are not refused.',
  },
  // what models and their clients make of it
  'hidden-characters': {
    meaning: 'A text holds characters that its readers do not see, or take for others.',
    remedy:
      'Remove them, or write an ordinary space. A warning for spaces, words of mixed alphabets and OpenAPI documents.',
  },
  'instruction-like-text': {
    meaning: 'A text that models read gives them orders, as an attack would.',
    remedy:
      'Describe what the capability does. A text of an OpenAPI document is overruled in the capability. A warning.',
  },
  'client-refuses': {
    meaning: 'Some MCP clients refuse a tool as it is, or leave it out.',
    remedy: 'Change the name or the schema that the message names. A warning, unless every client would be concerned.',
  },
  'contradicting-hints': {
    meaning: 'The hints of a capability contradict each other or its HTTP method.',
    remedy: 'Correct or remove one of `hints`: hosts ask before a call, or do not, by them. A warning.',
  },
  'too-many-tools': {
    meaning: 'A tenant has more tools than some MCP clients take.',
    remedy:
      'Lower `tools.direct`, so that agents search for capabilities, pin fewer, or give each client what it needs with `allow`. A warning.',
  },
  'token-budget': {
    meaning: 'The tools of a tenant cost models more tokens than its budget allows.',
    remedy: 'Trim what the hint names, or raise `tools.tokens` of the tenant or its plan.',
  },
  // OpenAPI documents
  'openapi-unreadable': {
    meaning: 'The OpenAPI document cannot be read.',
    remedy: 'Put the document at the path that the hint names; make it valid YAML or JSON.',
  },
  'openapi-version': {
    meaning: 'The document’s version is not supported.',
    remedy: 'Use Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2; convert any other.',
  },
  'openapi-reference': {
    meaning: 'A $ref of the document points nowhere, or `security` names a scheme that is not there.',
    remedy: 'Bundle the document into one file, so that every `$ref` begins with `#/`. A warning.',
  },
  'openapi-duplicate-operation': {
    meaning: 'Two operations have the same operationId.',
    remedy: 'Name the later one as `METHOD /path`. A warning.',
  },
  'openapi-unsupported': {
    meaning: 'An operation, or a part of its request, needs something that is not supported.',
    remedy: 'Write an Endpoint manifest for it. A warning, unless a capability needs the operation.',
  },
  // a change as a whole
  'unmatched-allowance': {
    meaning: 'An entry of `breaking-allow.yaml` matches no change.',
    remedy: 'Remove it once its change is merged or undone. A warning, told by `smarteros diff` alone.',
  },
  'expired-allowance': {
    meaning: 'An entry of `breaking-allow.yaml` has passed its last day.',
    remedy: 'Undo the change, or give the entry a later `until`. A warning, told by `smarteros diff` alone.',
  },
  'outside-tenant': {
    meaning: 'A change of one tenant touches a file outside that tenant’s folder.',
    remedy: 'Propose the other files as a change of their own. Told by `smarteros check --only` alone.',
  },
} as const satisfies Record<string, { readonly meaning: string; readonly remedy: string }>;

/** A stable kebab-case code; see `problemCodes`. */
export type ProblemCode = keyof typeof problemCodes;

/** A message repeats what stands in a file, which may be any amount: its middle is left out beyond 400 characters. */
export function bounded(words: string): string {
  return words.length <= 400 ? words : `${words.slice(0, 200).toWellFormed()} … ${words.slice(-180).toWellFormed()}`;
}

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
