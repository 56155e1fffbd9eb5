/** YAML text → plain values, in the subset that manifests use. With `locate.ts` the only place that knows yaml. */
import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  Parser,
  Schema,
  type YAMLError,
} from 'yaml';
import type { ProblemCode } from '../problem.ts';

/** A mistake in the YAML itself, by offsets into the text. */
export interface YamlIssue {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
  readonly start: number;
  readonly end: number;
}

/** One document of a file. With issues, `value` is as much as could be read. */
export interface YamlDocument {
  readonly value: unknown;
  readonly isEmpty: boolean;
  /** Offset where the content begins. */
  readonly start: number;
  readonly issues: readonly YamlIssue[];
}

/** One schema for all documents: yaml would build another for each. */
const core = new Schema({ schema: 'core' });

/** Duplicate keys are found while walking, where that takes linear time. */
const options = {
  version: '1.2',
  schema: core,
  strict: true,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Composes the file's documents with their nodes: for positions. Null when the nesting is too deep to be followed. */
export function composeDocuments(text: string): Document.Parsed[] | null {
  try {
    return [...new Composer(options).compose(new Parser().parse(text), false, text.length)];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Reads every document of a file. Nothing of yaml's trees is kept. */
export function readYaml(text: string): YamlDocument[] {
  const documents = composeDocuments(text);
  return documents === null ? [tooDeep] : documents.map((document) => readDocument(text, document));
}

const tooDeep: YamlDocument = {
  value: null,
  isEmpty: false,
  start: 0,
  issues: [issue('yaml-syntax', 'The YAML is nested too deeply to be read.', 'Write it with fewer levels.', 0, 1)],
};

function readDocument(text: string, document: Document.Parsed): YamlDocument {
  const issues: YamlIssue[] = [];
  const start = document.contents?.range[0] ?? document.range[0];
  const wrong = document.errors[0];
  const value = toPlain(document.contents, wrong === undefined ? { text, issues } : { text, issues: [] });
  if (wrong !== undefined) issues.push(syntaxIssue(wrong));
  else if (document.directives.yaml.version !== '1.2') issues.push(versionIssue(document));
  const isEmpty = document.contents === null || (isScalar(document.contents) && document.contents.source === '');
  return { value, isEmpty: isEmpty && issues.length === 0, start, issues };
}

interface Walk {
  readonly text: string;
  readonly issues: YamlIssue[];
}

function toPlain(node: ParsedNode | null, walk: Walk): unknown {
  if (node === null) return null;
  if (isAlias(node)) return aliasIssue(node, walk);
  if (node.anchor !== undefined || node.tag !== undefined) propertyIssues(node, walk);
  if (isMap(node)) return toObject(node.items as unknown as PlainPair[], walk);
  if (isSeq(node)) return node.items.map((item) => toPlain(item as ParsedNode, walk));
  return typeof node.value === 'number' ? checkedNumber(node.value, node, walk) : node.value;
}

interface PlainPair {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

function toObject(pairs: readonly PlainPair[], walk: Walk): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const { key, value } of pairs) {
    if (key.anchor !== undefined || key.tag !== undefined) propertyIssues(key, walk);
    const name = isScalar(key) ? String(key.value) : '';
    if (Object.hasOwn(object, name)) walk.issues.push(duplicateIssue(name, key));
    else if (name === '<<') walk.issues.push(mergeIssue(key));
    else if (name === '__proto__') walk.issues.push(protoIssue(key));
    else object[name] = toPlain(value, walk);
  }
  return object;
}

/** JSON has no infinity, and a whole number beyond 2^53 would silently become its neighbour. */
function checkedNumber(value: number, node: ParsedNode, walk: Walk): number {
  if (Number.isSafeInteger(value)) return value;
  const source = walk.text.slice(node.range[0], node.range[1]);
  if (Number.isFinite(value) && !/^[-+]?\d+$/.test(source)) return value;
  const message = `The number ${source} cannot be kept exactly.`;
  walk.issues.push(
    issue('invalid-value', message, `As text, write it in quotes: "${source}".`, node.range[0], node.range[1]),
  );
  return value;
}

const syntaxHints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Give the fields of one mapping the same indentation.',
  MULTILINE_IMPLICIT_KEY: 'Write every field as "name: value", with a space after the colon.',
  BLOCK_AS_IMPLICIT_KEY: 'A text with ": " in it stands in quotes.',
  MISSING_CHAR: 'Close what was opened: a quote, a bracket or a brace.',
  NON_STRING_KEY: 'Write a plain name before the colon.',
  BAD_DQ_ESCAPE: 'Use single quotes, or write the backslash twice.',
  BAD_SCALAR_START: 'Put the text in quotes.',
};

function syntaxIssue(error: YAMLError): YamlIssue {
  const [start, end] = error.pos;
  if (error.code === 'BAD_ALIAS') return issue('yaml-anchor', noAnchors, writeOut, start, end);
  if (error.code === 'TAG_RESOLVE_FAILED') return issue('yaml-tag', noTags, leaveTagOut, start, end);
  const hint = /end with an? [\]}]/.test(error.message) ? syntaxHints['MISSING_CHAR'] : syntaxHints[error.code];
  const message = `This is not valid YAML (${error.message.replace(/\.$/, '')}), so the document is not read.`;
  return issue(
    'yaml-syntax',
    message,
    hint ?? 'Compare the indentation and the punctuation with the lines around.',
    start,
    end,
  );
}

const noAnchors = 'Anchors and aliases are not part of the YAML of manifests.';
const writeOut = 'Write the value out at each place.';
const noTags = 'Tags are not part of the YAML of manifests.';
const leaveTagOut = 'Leave the tag out; put text that looks like a number in quotes.';

function aliasIssue(node: ParsedNode, walk: Walk): null {
  walk.issues.push(issue('yaml-anchor', noAnchors, writeOut, node.range[0], node.range[1]));
  return null;
}

/** A node's range leaves its anchor and tag out: they are looked for before it. */
function propertyIssues(node: Exclude<ParsedNode, { type: 'ALIAS' }>, walk: Walk): void {
  const before = Math.max(node.range[0], 1) - 1;
  if (node.tag !== undefined) {
    const start = Math.max(walk.text.lastIndexOf('!', before), 0);
    walk.issues.push(
      issue('yaml-tag', noTags, leaveTagOut, tagStart(walk.text, start), start + wordLength(walk.text, start)),
    );
  }
  if ('anchor' in node && node.anchor !== undefined) {
    const start = Math.max(walk.text.lastIndexOf(`&${node.anchor}`, before), 0);
    walk.issues.push(issue('yaml-anchor', noAnchors, writeOut, start, start + node.anchor.length + 1));
  }
}

/** `!!int` and `!handle!name` begin before their last exclamation mark. */
function tagStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && /[!\w-]/.test(text[start - 1] as string)) start--;
  return start;
}

function wordLength(text: string, start: number): number {
  return /^\S+/.exec(text.slice(start, start + 100))?.[0].length ?? 1;
}

function versionIssue(document: Document.Parsed): YamlIssue {
  const message = `Manifests are YAML 1.2, but the document says ${document.directives.yaml.version}.`;
  return issue('yaml-syntax', message, 'Leave the %YAML line out.', 0, document.range[0]);
}

function duplicateIssue(name: string, key: ParsedNode): YamlIssue {
  return issue(
    'duplicate-key',
    `The field "${name}" stands twice in one mapping; only one could count.`,
    'Keep one of the two.',
    key.range[0],
    key.range[1],
  );
}

function mergeIssue(key: ParsedNode): YamlIssue {
  return issue(
    'yaml-anchor',
    'Merge keys are not part of the YAML of manifests.',
    writeOut,
    key.range[0],
    key.range[1],
  );
}

function protoIssue(key: ParsedNode): YamlIssue {
  return issue(
    'invalid-value',
    'The name "__proto__" cannot be used for a field.',
    'Choose another name.',
    key.range[0],
    key.range[1],
  );
}

function issue(code: ProblemCode, message: string, hint: string, start: number, end: number): YamlIssue {
  return { code, message, hint, start, end };
}
