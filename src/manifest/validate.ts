/** One document by itself: its envelope, its schema, and the rules that no schema can say. */
import { type Checker, type Json, type JsonSchema, wordyCheckerOf } from '../schema.ts';
import { type Finding, onePerPlace } from './finding.ts';
import { placeFinding } from './place.ts';
import { apiVersion, type Kind, kinds } from './resource.ts';
import { ruleFindings } from './rules.ts';
import { manifestSchemas } from './schemas.ts';
import { wordErrors } from './words.ts';

/** A mapping with any content. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Everything that is wrong with one document, in no order; empty when it may be taken as its kind's type.
 *
 * @param path the file's, which the document's place has to agree with.
 */
export function findingsOf(value: unknown, path: string): Finding[] {
  const document = asFields(value);
  if (document === null) return [noMapping];
  const kind = kindOf(document);
  if (kind === null || document['apiVersion'] !== apiVersion) return envelopeFindings(document);
  const fromSchema = schemaFindings(kind, document);
  const fromRules = ruleFindings(kind, asFields(document['metadata']) ?? {}, asFields(document['spec']) ?? {});
  const findings = onePerPlace([...fromSchema, ...fromRules.filter((finding) => !followsFrom(finding, fromSchema))]);
  const misplaced = placeOf(kind, document, path, findings);
  return misplaced === null ? findings : [...findings, misplaced];
}

/** A misspelt "network" is why an address looks forbidden: one mistake, one problem. */
function followsFrom(finding: Finding, others: readonly Finding[]): boolean {
  return (
    finding.code === 'private-address' && others.some(({ code, path }) => code === 'unknown-field' && path.length === 2)
  );
}

/** The document's kind, or null when it has none of ours. */
export function kindOf(document: Fields): Kind | null {
  return kinds.find((kind) => kind === document['kind']) ?? null;
}

/** The value as a mapping, or null. */
export function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

const noMapping: Finding = {
  code: 'wrong-type',
  message: 'The document is no mapping, so it declares nothing.',
  hint: 'A document has the fields apiVersion, kind, metadata and spec.',
  path: [],
  part: 'value',
};

/** A version or kind that is not known says nothing about the other fields: those are left alone. */
const envelopeSchema: JsonSchema = {
  properties: {
    apiVersion: { description: 'It says which fields exist.', const: apiVersion, examples: [apiVersion] },
    kind: { description: 'It says what the document declares.', enum: kinds, examples: ['Tenant'] },
    metadata: {},
    spec: {},
  },
  required: ['apiVersion', 'kind'],
  additionalProperties: false,
};

function envelopeFindings(document: Fields): Finding[] {
  const errors = kept('envelope', () => envelopeSchema)(document) ?? [];
  return wordErrors(errors, document, [], 'the document').map(asEnvelopeFinding);
}

function asEnvelopeFinding(finding: Finding): Finding {
  if (finding.code !== 'unknown-value') return finding;
  if (finding.path[0] === 'kind')
    return { ...finding, code: 'unknown-kind', message: 'There is no such kind, so the document declares nothing.' };
  return {
    ...finding,
    code: 'unknown-version',
    message: 'This apiVersion is not one that is read here, so the document declares nothing.',
  };
}

function schemaFindings(kind: Kind, document: Fields): Finding[] {
  const errors = kept(kind, () => checkedSchema(kind))(document);
  const findings = errors === null ? [] : wordErrors(errors, document, [], `a ${kind}`);
  const auth = kind === 'Provider' ? asFields(asFields(document['spec'])?.['auth']) : null;
  return auth === null ? findings : [...findings, ...authFindings(auth)];
}

const checkers = new Map<string, Checker>();

/** Keeps a checker by name. */
function kept(name: string, schemaOf: () => JsonSchema): Checker {
  let checker = checkers.get(name);
  if (checker === undefined) {
    checker = wordyCheckerOf(schemaOf());
    checkers.set(name, checker);
  }
  return checker;
}

/** The kind's schema with its choices left open: they are checked by the branch that the document names. */
function checkedSchema(kind: Kind): JsonSchema {
  return withoutChoices(manifestSchemas[kind]) as JsonSchema;
}

function withoutChoices(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withoutChoices);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { oneOf, ...rest } = schema as JsonSchema;
  const open = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutChoices(value)]));
  return Array.isArray(oneOf) ? { ...open, type: 'object' } : open;
}

/** Checks `spec.auth` by its `type` alone: a choice of five branches would report what is wrong in all of them. */
function authFindings(auth: Fields): Finding[] {
  const type = authTypes.find((known) => known === auth['type']) ?? ('type' in auth ? 'unknown' : 'missing');
  const errors = kept(`auth ${type}`, () => authSchema(type))(auth);
  return errors === null ? [] : wordErrors(errors, auth, ['spec', 'auth'], 'auth');
}

/** Each branch of a provider's auth, by its type. */
const authBranches = new Map<string, JsonSchema>(
  Object.values(manifestSchemas.Provider['$defs'] as Record<string, JsonSchema>).flatMap((branch) => {
    const type = propertiesOf(branch)['type']?.['const'];
    return typeof type === 'string' ? [[type, branch] as const] : [];
  }),
);

const authTypes = [...authBranches.keys()];

function authSchema(type: string): JsonSchema {
  return {
    ...(authBranches.get(type) ?? typeOfAuth(type === 'missing')),
    $defs: manifestSchemas.Provider['$defs'] as JsonSchema,
  };
}

/**
 * For auth whose type is not known: only the type is wrong then, whatever else there is. Where it is missing, a field
 * that fits no type at all may be the type, misspelt.
 */
function typeOfAuth(isMissing: boolean): JsonSchema {
  const names = [...authBranches.values()].flatMap((branch) => Object.keys(propertiesOf(branch)));
  const type = { type: 'string', enum: authTypes, description: 'It says which fields follow.', examples: ['bearer'] };
  const properties = { ...Object.fromEntries(names.map((name) => [name, {}])), type };
  return { properties, required: ['type'], additionalProperties: !isMissing };
}

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}

/** Null while the metadata itself is wrong: it could not say where the document belongs. */
function placeOf(kind: Kind, document: Fields, path: string, findings: readonly Finding[]): Finding | null {
  const metadata = asFields(document['metadata']);
  if (metadata === null || findings.some((finding) => finding.path[0] === 'metadata')) return null;
  return placeFinding(path, { kind, ...identityOf(kind, metadata) });
}

/** Whose a document of this kind is, by metadata that is valid. */
export function identityOf(
  kind: Kind,
  metadata: Fields,
): { name: string; tenant: string | null; provider: string | null } {
  const name = String(metadata['name']);
  const tenant = kind === 'Tenant' ? name : textOr(metadata['tenant'], null);
  return { name, tenant, provider: kind === 'Endpoint' ? textOr(metadata['provider'], null) : null };
}

function textOr(value: unknown, otherwise: null): string | null {
  return typeof value === 'string' ? value : otherwise;
}
