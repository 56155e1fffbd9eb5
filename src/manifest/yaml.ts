/** YAML text → plain values, in the subset that manifests use. With `locate.ts` the only place that knows yaml. */
import {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  Parser,
  Schema,
} from 'yaml';
import { readPlainYaml } from './plain-yaml.ts';
import { openedIn } from './opened.ts';
import {
  anchorIssue,
  conflictIssue,
  depthIssue,
  duplicateIssue,
  isTooDeep,
  issue,
  mergeIssue,
  protoIssue,
  starIssue,
  syntaxIssue,
  tagIssue,
  versionIssue,
  type YamlIssue,
} from './yaml-issues.ts';

/** One document of a file. With issues, `value` is as much as could be read. */
export interface YamlDocument {
  readonly value: unknown;
  readonly isEmpty: boolean;
  /** Offset where the content begins; of an empty document, its `---`. */
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

/** Reads every document of a file. What is in plain form is read without yaml, at a tenth of its cost. */
export function readYaml(text: string): YamlDocument[] {
  const plain = readPlainYaml(text);
  return plain === null ? readAnyYaml(text) : [{ ...plain, isEmpty: false, issues: [] }];
}

/** The same in any form. Nothing of yaml's trees is kept. */
export function readAnyYaml(text: string): YamlDocument[] {
  const documents = composeDocuments(text);
  return documents === null ? [tooDeep(text)] : documents.map((document) => readDocument(text, document));
}

function tooDeep(text: string): YamlDocument {
  return { value: null, isEmpty: false, start: 0, issues: [depthIssue(text)] };
}

function readDocument(text: string, document: Document.Parsed): YamlDocument {
  const issues: YamlIssue[] = [];
  const wrong = document.errors[0];
  const value = toPlain(document.contents, {
    text,
    issues: wrong === undefined ? issues : [],
    anchors: new Map(),
  });
  if (wrong !== undefined)
    issues.push(
      isTooDeep(wrong)
        ? depthIssue(text)
        : (conflictIssue(text) ?? syntaxIssue(wrong, openedIn(document.contents, text))),
    );
  else if (document.directives.yaml.version !== '1.2') issues.push(versionIssue(document));
  const isEmpty = document.contents === null || (isScalar(document.contents) && document.contents.source === '');
  const start = isEmpty ? document.range[0] : (document.contents?.range[0] ?? document.range[0]);
  return { value, isEmpty: isEmpty && issues.length === 0, start, issues };
}

interface Walk {
  readonly text: string;
  readonly issues: YamlIssue[];
  /** Where the issue of each anchor stands in `issues`. */
  readonly anchors: Map<string, number>;
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
    if (Object.hasOwn(object, name)) walk.issues.push(duplicateIssue(name, key, firstOf(pairs, name)));
    else if (name === '<<') walk.issues.push(mergeIssue(key));
    else if (name === '__proto__') walk.issues.push(protoIssue(key));
    else object[name] = toPlain(value, walk);
  }
  return object;
}

function firstOf(pairs: readonly PlainPair[], name: string): readonly [number, number] {
  const first = pairs.find(({ key }) => isScalar(key) && String(key.value) === name);
  return first === undefined ? [0, 1] : [first.key.range[0], first.key.range[1]];
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

/** An alias follows from its anchor, which has an issue already: that one shows where it is first repeated. */
function aliasIssue(node: Alias.Parsed, walk: Walk): null {
  const [start, end] = node.range;
  const index = walk.anchors.get(node.source);
  const anchor = index === undefined ? undefined : walk.issues[index];
  if (index === undefined || anchor === undefined) walk.issues.push(starIssue(start, end));
  else if (anchor.related === undefined)
    walk.issues[index] = { ...anchor, related: { message: 'repeated here', start, end } };
  return null;
}

/** A node's range leaves its anchor and tag out: they are looked for before it. */
function propertyIssues(node: Exclude<ParsedNode, { type: 'ALIAS' }>, walk: Walk): void {
  const before = Math.max(node.range[0], 1) - 1;
  if (node.tag !== undefined) {
    const start = Math.max(walk.text.lastIndexOf('!', before), 0);
    walk.issues.push(tagIssue(tagStart(walk.text, start), start + wordLength(walk.text, start)));
  }
  if ('anchor' in node && node.anchor !== undefined) {
    const start = Math.max(walk.text.lastIndexOf(`&${node.anchor}`, before), 0);
    walk.anchors.set(node.anchor, walk.issues.length);
    walk.issues.push(anchorIssue(start, start + node.anchor.length + 1));
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
