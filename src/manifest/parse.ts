/** A file's text → the resources that it declares, and everything that is wrong with it. */
import { bounded, type Problem, sortProblems, type Span } from '../problem.ts';
import { brokenOf } from './broken.ts';
import { type Finding, problemOf } from './finding.ts';
import { hiddenProblems } from './hidden.ts';
import { declaredBy } from './place.ts';
import type { SourceFile } from './read.ts';
import type { BrokenResource, ParsedFile, Resource } from './resource.ts';
import { lineAt, lineSpanOf, type SourceText, spanOf } from './source.ts';
import { asFields, type Fields, findingsOf, identityOf, kindOf } from './validate.ts';
import type { YamlIssue } from './yaml-issues.ts';
import { readYaml, type YamlDocument } from './yaml.ts';

/** Largest manifest, in bytes. */
const manifestBytes = 256 * 1024;

/** Nothing without one of these can be a manifest; other YAML files, which may be large, are not even parsed. */
const mayBeManifest = /smarteros\/|^["']?kind["']?[ \t]*:/m;

/** What an API's document begins with, as people lay it beside their manifests. */
const saysDocument = /^["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?\d/m;
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
    hint: saysDocument.test(file.text)
      ? 'It is an OpenAPI document. "smarteros import" makes a provider of it and keeps a copy there: move this one out of the workspace, or name it in a provider’s openapi field.'
      : 'Begin it with "apiVersion: smarteros/v1", name it in a provider’s openapi field, or move it out of the workspace.',
    span: spanOf(file, 0, 1),
  };
}

/** Where a tenant, a provider or a plan belongs, it is one with a mistake: what refers to it follows from that. */
function notOurs(file: SourceFile): ParsedFile {
  const other = { path: file.path, hash: file.hash, isManifest: false, resources: [], broken: [], problems: [] };
  const declared = declaredBy(file.path);
  if (declared === null) return other;
  const broken = { ...declared, file: file.path, document: 0, line: 1 };
  return { ...other, isManifest: true, broken: [broken], problems: [notAManifest(file)] };
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
  return {
    path: file.path,
    hash: file.hash,
    isManifest: true,
    resources: [],
    broken: [brokenOf(file, null, { document: 0, line: 1 }, [])],
    problems: [problem],
  };
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
  const hidden = hiddenProblems(file, documents).map((one) => (breaksSyntax(one, file, documents) ? error(one) : one));
  const problems: Problem[] = [...hidden];
  for (const [index, document] of documents.entries()) {
    const seen = document.isEmpty
      ? [emptyDocument(file, document)]
      : problemsOf(file, document, index, documents.length === 1);
    const found = withoutHidden(seen, hidden.filter(isError));
    problems.push(...found);
    if (document.isEmpty) continue;
    const line = lineAt(file.text, document.start);
    const end = documents[index + 1]?.start ?? file.text.length;
    const inside = hidden.filter(({ span }) => span.line >= line && span.line <= lineAt(file.text, end));
    if ([...seen, ...inside].some(isError))
      broken.push(brokenOf(file, asFields(document.value), { document: index, line }, found));
    else resources.push(resourceOf(file, document.value as Fields, index, lineAt(file.text, document.start)));
  }
  return { path: file.path, hash: file.hash, isManifest: true, resources, broken, problems: sortProblems(problems) };
}

/** What is wrong with a text is told once: a name with a character that nobody sees breaks the rules of names, too. */
function withoutHidden(problems: readonly Problem[], hidden: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ code, span }) =>
      !hidden.some((one) => isWithin(one.span, span) || (code === 'yaml-syntax' && one.span.line === span.line)),
  );
}

/** A space that is none, in a line that is no YAML: it looks right, and nobody would find out why it is not. */
function breaksSyntax({ span }: Problem, file: SourceText, documents: readonly YamlDocument[]): boolean {
  const issues = documents.flatMap((document) => document.issues);
  return issues.some(({ code, start }) => code === 'yaml-syntax' && lineAt(file.text, start) === span.line);
}

function error(problem: Problem): Problem {
  return { ...problem, severity: 'error' };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.line === outer.line && inner.column >= outer.column && inner.endColumn <= outer.endColumn;
}

function problemsOf(file: SourceFile, document: YamlDocument, index: number, isAlone: boolean): Problem[] {
  if (hasIssues(document)) {
    return document.issues.map((issue) => issueProblem(file, issue));
  }
  return findingsOf(document.value, file.path).map((finding) =>
    problemOf(isAlone ? finding : stays(finding), file, index),
  );
}

/** Other documents of the file would be moved along. */
function stays(finding: Finding): Finding {
  const { move: _, ...rest } = finding;
  return rest;
}

function issueProblem(file: SourceFile, { code, message, hint, start, end, related }: YamlIssue): Problem {
  return {
    code,
    severity: 'error',
    message: bounded(message),
    hint: bounded(hint),
    span: spanOf(file, start, end),
    ...(related === undefined
      ? {}
      : { related: { message: related.message, span: spanOf(file, related.start, related.end) } }),
  };
}

function emptyDocument(file: SourceFile, { start }: YamlDocument): Problem {
  // With a comment behind it the line is more than a separator.
  const isBare = /^---[ \t]*(\r?\n|$)/.test(file.text.slice(start, start + 200));
  return {
    code: 'empty-document',
    severity: 'warning',
    message: 'A document holds nothing: no field stands below its "---".',
    hint: 'Leave out the "---" that nothing follows.',
    span: spanOf(file, start, start + 3),
    ...(isBare ? { fix: { title: 'Remove the "---"', edits: [{ span: lineSpanOf(file, start), text: '' }] } } : {}),
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
