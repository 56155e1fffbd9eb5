/** One document by itself: its envelope, its schema, and the rules that no schema can say. */
import type { Json, JsonSchema } from '../schema.ts';
import { authFindings } from './auth.ts';
import { kept } from './checkers.ts';
import { replaced } from './field-fix.ts';
import { type Finding, onePerPlace } from './finding.ts';
import { paginationFindings } from './pagination.ts';
import { placeFinding } from './place.ts';
import { apiVersion, type Kind, kinds } from './resource.ts';
import { ruleFindings } from './rules.ts';
import { manifestSchemas } from './schemas.ts';
import { strayFields } from './stray-fields.ts';
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
  const findings = findingsAs(kind, document, path);
  const others = findings.some(isAboutShape) || findings.some(isAboutPlace) ? fittingKinds(kind, document, path) : [];
  if (others.length === 0) return findings;
  if (!findings.some(isAboutShape)) return findings.map((finding) => withOtherKind(finding, others));
  return others.length === 1 ? [otherKind(kind, others[0] as Kind)] : findings;
}

function findingsAs(kind: Kind, document: Fields, path: string): Finding[] {
  const fromSchema = schemaFindings(kind, document);
  const fromRules = ruleFindings(kind, asFields(document['metadata']) ?? {}, asFields(document['spec']) ?? {});
  const findings = onePerPlace([
    ...fromSchema.filter((finding) => !repeatsSecret(finding, fromRules)),
    ...fromRules.filter((finding) => !followsFrom(finding, fromSchema)),
  ]);
  const misplaced = placeOf(kind, document, path, findings);
  return misplaced === null ? findings : [...findings, misplaced];
}

/** The other kinds that the document would be without any mistake: then its kind alone is wrong. */
function fittingKinds(kind: Kind, document: Fields, path: string): Kind[] {
  return kinds.filter(
    (other) =>
      other !== kind &&
      hasFieldsOf(other, document) &&
      findingsAs(other, { ...document, kind: other }, path).every(isWarning),
  );
}

/** A look at names alone, which spares almost every broken document being checked as each kind. */
function hasFieldsOf(kind: Kind, document: Fields): boolean {
  const parts = propertiesOf(manifestSchemas[kind]);
  return ['metadata', 'spec'].every((part) => {
    const fields = asFields(document[part]);
    const schema = parts[part];
    if (fields === null || schema === undefined) return false;
    const required = (schema['required'] ?? []) as readonly string[];
    const known = propertiesOf(schema);
    return (
      Object.keys(fields).every((name) => Object.hasOwn(known, name)) &&
      required.every((name) => Object.hasOwn(fields, name))
    );
  });
}

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}

function isWarning(finding: Finding): boolean {
  return finding.severity === 'warning';
}

function isAboutShape({ code }: Finding): boolean {
  return code === 'unknown-field' || code === 'missing-field';
}

function isAboutPlace({ code }: Finding): boolean {
  return code === 'misplaced-file';
}

function otherKind(kind: Kind, meant: Kind): Finding {
  return {
    code: 'unknown-kind',
    message: `The document says "kind: ${kind}", but its fields and its place are those of kind ${meant}.`,
    hint: `Write "kind: ${meant}".`,
    path: ['kind'],
    part: 'value',
    // All else agrees with that kind and with no other.
    fix: replaced(kind, meant),
  };
}

/** The place may be right and the kind wrong: nobody but the author knows, so the file is not moved by itself. */
function withOtherKind(finding: Finding, others: readonly Kind[]): Finding {
  if (!isAboutPlace(finding) || typeof finding.hint !== 'string') return finding;
  const { move: _, ...rest } = finding;
  const words = others.map((other) => `"kind: ${other}"`).join(' or ');
  return { ...rest, hint: finding.hint.replace(/\.$/, `, or write ${words} if that is what it is.`) };
}

/** A misspelt "network" is why an address looks forbidden: one mistake, one problem. */
function followsFrom(finding: Finding, others: readonly Finding[]): boolean {
  return (
    finding.code === 'private-address' && others.some(({ code, path }) => code === 'unknown-field' && path.length === 2)
  );
}

/** What a schema says of a value may repeat it, and this one may be a secret in plain text. */
function repeatsSecret({ path }: Finding, others: readonly Finding[]): boolean {
  return others.some(
    (other) =>
      other.code === 'unsealed-secret' && other.path.every((step, index) => String(path[index]) === String(step)),
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
  const isThisVersion = /\/v?1$/i.test(String(document['apiVersion']));
  return wordErrors(errors, document, [], 'the document').map((finding) => asEnvelopeFinding(finding, isThisVersion));
}

function asEnvelopeFinding(finding: Finding, isThisVersion: boolean): Finding {
  if (finding.code !== 'unknown-value') return finding;
  if (finding.path[0] === 'kind')
    return { ...finding, code: 'unknown-kind', message: 'There is no such kind, so the document declares nothing.' };
  const { fix, ...rest } = finding;
  return {
    ...rest,
    code: 'unknown-version',
    message: 'This apiVersion is not one that is read here, so the document declares nothing.',
    // Another number is no slip: such a document was written for another version.
    ...(fix === undefined || !isThisVersion ? {} : { fix }),
  };
}

/** Kinds that may say how lists come in pages. */
const pagedKinds: ReadonlySet<Kind> = new Set(['Provider', 'Endpoint', 'Capability']);

function schemaFindings(kind: Kind, document: Fields): Finding[] {
  const errors = kept(kind, () => checkedSchema(kind))(document) ?? [];
  const strays = strayFields(errors, manifestSchemas[kind], document);
  const findings = [...strays.findings, ...wordErrors(strays.rest, document, [], `a ${kind}`)];
  const spec = asFields(document['spec']);
  const auth = kind === 'Provider' ? asFields(spec?.['auth']) : null;
  const pagination = pagedKinds.has(kind) ? asFields(spec?.['pagination']) : null;
  return [
    ...findings,
    ...(auth === null ? [] : authFindings(auth)),
    ...(pagination === null ? [] : paginationFindings(pagination)),
  ];
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

/** Null while the metadata itself is wrong: it could not say where the document belongs. */
function placeOf(kind: Kind, document: Fields, path: string, findings: readonly Finding[]): Finding | null {
  const metadata = asFields(document['metadata']);
  if (metadata === null || findings.some(isAboutIdentity)) return null;
  const found = placeFinding(path, { kind, ...identityOf(kind, metadata) });
  if (found === null) return null;
  const { move, ...rest } = found;
  // A provider's document lies beside it and would stay behind.
  const namesNeighbour = kind === 'Provider' && asFields(document['spec'])?.['openapi'] !== undefined;
  return move === undefined || namesNeighbour || findings.length > 0 ? rest : found;
}

/** A tenant that stands beside the metadata counts, too. */
function isAboutIdentity({ code, path }: Finding): boolean {
  const name = String(path.at(-1));
  return (
    path[0] === 'metadata' || (code === 'unknown-field' && path.length <= 2 && /^(name|tenant|provider)$/.test(name))
  );
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
