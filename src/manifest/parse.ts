/** A file's text → the resources that it declares, and everything that is wrong with it. */
import { type Problem, sortProblems } from '../problem.ts';
import { problemOf } from './finding.ts';
import type { SourceFile } from './read.ts';
import { ownerOf } from './place.ts';
import type { BrokenResource, ParsedFile, Resource } from './resource.ts';
import { lineAt, type SourceText, spanOf } from './source.ts';
import { asFields, type Fields, findingsOf, identityOf, kindOf } from './validate.ts';
import { readYaml, type YamlDocument } from './yaml.ts';

/** Largest manifest, in bytes. */
const manifestBytes = 256 * 1024;

/** Nothing without one of these can be a manifest; other YAML files, which may be large, are not even parsed. */
const mayBeManifest = /smarteros\/|^["']?kind["']?[ \t]*:/m;

const saysManifest = /^["']?apiVersion["']?[ \t]*:[ \t]*["']?smarteros\//m;

/**
 * Reads one file. A document with a mistake does not keep the file's other documents from being read; it is listed in
 * `broken`. Warnings leave a document valid.
 */
export function parseManifest(file: SourceFile): ParsedFile {
  if (!mayBeManifest.test(file.text)) return notOurs(file);
  if (isTooLarge(file.text)) return saysManifest.test(file.text) ? tooLarge(file) : notOurs(file);
  const documents = readYaml(file.text);
  const isManifest =
    documents.some(({ value }) => isOurs(value)) || (saysManifest.test(file.text) && documents.some(hasIssues));
  return isManifest ? parseDocuments(file, documents) : notOurs(file);
}

/** The problem of a YAML file that is no manifest and that no provider names. Only the caller knows the latter. */
export function notAManifest(file: SourceText): Problem {
  return {
    code: 'not-a-manifest',
    severity: 'error',
    message: 'This YAML file declares nothing: it has no apiVersion of ours, and no provider names it as its document.',
    hint: 'Begin it with "apiVersion: smarteros/v1", name it in a provider’s openapi field, or move it out of the workspace.',
    span: spanOf(file, 0, 1),
  };
}

function notOurs(file: SourceFile): ParsedFile {
  return { path: file.path, hash: file.hash, isManifest: false, resources: [], broken: [], problems: [] };
}

function tooLarge(file: SourceFile): ParsedFile {
  const size = Math.ceil(Buffer.byteLength(file.text) / 1024);
  const problem: Problem = {
    code: 'file-too-large',
    severity: 'error',
    message: `The file has ${size} KB, but manifests may have 256 KB; it is not read.`,
    hint: 'Split it: one document a file.',
    span: spanOf(file, 0, 1),
  };
  return { ...notOurs(file), isManifest: true, broken: [brokenOf(file, null, 0, 1)], problems: [problem] };
}

function isTooLarge(text: string): boolean {
  return text.length * 3 > manifestBytes && Buffer.byteLength(text) > manifestBytes;
}

function isOurs(value: unknown): boolean {
  const document = asFields(value);
  if (document === null) return false;
  const version = document['apiVersion'];
  return (
    (typeof version === 'string' && version.startsWith('smarteros/')) ||
    (kindOf(document) !== null && 'spec' in document)
  );
}

function hasIssues(document: YamlDocument): boolean {
  return document.issues.length > 0;
}

function parseDocuments(file: SourceFile, documents: readonly YamlDocument[]): ParsedFile {
  const resources: Resource[] = [];
  const broken: BrokenResource[] = [];
  const problems: Problem[] = [];
  for (const [index, document] of documents.entries()) {
    const found = document.isEmpty ? [emptyDocument(file, document)] : problemsOf(file, document, index);
    problems.push(...found);
    if (document.isEmpty) continue;
    const line = lineAt(file.text, document.start);
    if (found.some((problem) => problem.severity === 'error'))
      broken.push(brokenOf(file, asFields(document.value), index, line));
    else resources.push(resourceOf(file, document.value as Fields, index, lineAt(file.text, document.start)));
  }
  return { path: file.path, hash: file.hash, isManifest: true, resources, broken, problems: sortProblems(problems) };
}

function problemsOf(file: SourceFile, document: YamlDocument, index: number): Problem[] {
  if (hasIssues(document)) {
    return document.issues.map(({ code, message, hint, start, end }) => ({
      code,
      severity: 'error',
      message,
      hint,
      span: spanOf(file, start, end),
    }));
  }
  return findingsOf(document.value, file.path).map((finding) => problemOf(finding, file, index));
}

function emptyDocument(file: SourceFile, document: YamlDocument): Problem {
  const message = 'A document between two "---" lines holds nothing.';
  const span = spanOf(file, document.start, document.start + 1);
  return {
    code: 'empty-document',
    severity: 'warning',
    message,
    hint: 'Leave out the "---" that nothing follows.',
    span,
  };
}

/** Valid by its schema, whose type this is. */
function resourceOf(file: SourceFile, value: Fields, document: number, line: number): Resource {
  const kind = kindOf(value);
  const metadata = value['metadata'] as Fields;
  return {
    kind,
    ...identityOf(kind as Resource['kind'], metadata),
    metadata,
    spec: value['spec'],
    file: file.path,
    document,
    line,
  } as Resource;
}

function brokenOf(file: SourceFile, value: Fields | null, document: number, line: number): BrokenResource {
  const kind = value === null ? null : kindOf(value);
  const metadata = asFields(value?.['metadata']) ?? {};
  const owner = ownerOf(file.path);
  const name = textOf(metadata['name']);
  const tenant = (kind === 'Tenant' ? name : textOf(metadata['tenant'])) ?? owner.tenant;
  const provider = kind === 'Endpoint' ? (textOf(metadata['provider']) ?? owner.provider) : null;
  return { kind, name, tenant, provider, file: file.path, document, line };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
