/** Mistakes in the YAML itself, in words. */
import type { Document, ParsedNode, YAMLError } from 'yaml';
import type { ProblemCode } from '../problem.ts';

/** A mistake in the YAML itself, by offsets into the text. */
export interface YamlIssue {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
  readonly start: number;
  readonly end: number;
  /** A second place. */
  readonly related?: { readonly message: string; readonly start: number; readonly end: number };
}

const syntaxHints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Give the fields of one mapping the same indentation.',
  MULTILINE_IMPLICIT_KEY: 'Write every field as "name: value", with a space after the colon.',
  BLOCK_AS_IMPLICIT_KEY:
    'Give the fields of one mapping the same indentation; a text with ": " in it stands in quotes.',
  MISSING_CHAR: 'Close what was opened: a quote, a bracket or a brace.',
  BAD_DQ_ESCAPE: 'Use single quotes, or write the backslash twice.',
  BAD_SCALAR_START: 'Put the text in quotes.',
};

/** What yaml found wrong, in its words where there are none of ours. `opened` is what was last opened and not closed. */
export function syntaxIssue(error: YAMLError, opened: readonly [number, number] | null): YamlIssue {
  const [start, end] = error.pos;
  if (error.code === 'BAD_ALIAS') return starIssue(start, end);
  if (error.code === 'TAG_RESOLVE_FAILED') return tagIssue(start, end);
  if (/flow-(seq|map)-start at node end/.test(error.message)) return bracketIssue(start, end);
  if (error.code === 'NON_STRING_KEY') return braceIssue(start, end);
  const hint = syntaxHints[hintOf(error)];
  const message = `This is not valid YAML (${error.message.replace(/\.$/, '')}), so the document is not read.`;
  const found = issue(
    'yaml-syntax',
    message,
    hint ?? 'Compare the indentation and the punctuation with the lines around.',
    start,
    end,
  );
  if (opened === null || hintOf(error) !== 'MISSING_CHAR') return found;
  return { ...found, related: { message: 'opened here', start: opened[0], end: opened[1] } };
}

/** More brackets than any manifest needs; from here on they are pointed at. */
const manyLevels = 64;

/** True when yaml gave up because its stack was full: where that is, depends on the machine. */
export function isTooDeep(error: YAMLError): boolean {
  return error.message.includes('call stack');
}

/** Nesting that cannot be followed, at the bracket that begins one level too many for anybody. */
export function depthIssue(text: string): YamlIssue {
  let depth = 0;
  let at = 0;
  for (let index = 0; index < text.length && depth < manyLevels; index++) {
    const character = text[index] as string;
    if ('[{'.includes(character)) {
      depth++;
      at = index;
    } else if (']}'.includes(character)) depth--;
  }
  const place = depth < manyLevels ? 0 : at;
  const message = 'The YAML is nested too deeply to be read.';
  return issue('yaml-syntax', message, 'Write it with fewer levels.', place, place + 1);
}

/** yaml has one code for what is missing, whatever it is. */
function hintOf({ code, message }: YAMLError): string {
  if (/end with an? [\]}]/.test(message)) return 'MISSING_CHAR';
  return /map keys need to be followed/.test(message) ? 'MULTILINE_IMPLICIT_KEY' : code;
}

/** `{ items: $.orders[*] }`: inside braces a bracket begins a list, whatever stands before it. */
function bracketIssue(start: number, end: number): YamlIssue {
  const message = 'This is not valid YAML (a bracket inside braces begins something new), so the document is not read.';
  return issue('yaml-syntax', message, "Put the text in quotes, for example: { items: '$.orders[*]' }", start, end);
}

/** Mostly a template such as `{{ .Values.url }}`: two mappings, of which the inner one would be a name. */
function braceIssue(start: number, end: number): YamlIssue {
  const message =
    'This is not valid YAML for manifests (a mapping or list stands where a name belongs), so the document is not read.';
  const hint =
    'Write a plain name before the colon, and put text with braces in quotes. Nothing fills in templates: where an environment differs, "kind: Environment" says it.';
  return issue('yaml-syntax', message, hint, start, end);
}

const conflict = /^(?:<{7}|>{7})(?: .*)?$/m;

/** What Git leaves where two changes meet, as the only issue of the file; null when it has none. */
export function conflictIssue(text: string): YamlIssue | null {
  const marker = conflict.exec(text);
  if (marker === null) return null;
  const message = 'Git could not merge two changes here and left both, so the document is not read.';
  const hint = 'Keep what is right, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.';
  return issue('yaml-syntax', message, hint, marker.index, marker.index + marker[0].length);
}

const noAnchors = 'Anchors and aliases are not part of the YAML of manifests.';
const writeOut = 'Write the value out at each place.';
const quoteStar = "Put text that begins with * in quotes, for example: '*'. Write any other value out at each place.";
const noTags = 'Tags are not part of the YAML of manifests.';
const leaveTagOut = 'Leave the tag out; put text that looks like a number in quotes.';

/** A %YAML line of another version. */
export function versionIssue(document: Document.Parsed): YamlIssue {
  const message = `Manifests are YAML 1.2, but the document says ${document.directives.yaml.version}.`;
  return issue('yaml-syntax', message, 'Leave the %YAML line out.', 0, document.range[0]);
}

/** The second of two equal keys; `first` is the range of the one that stands before it. */
export function duplicateIssue(name: string, key: ParsedNode, first: readonly [number, number]): YamlIssue {
  const message = `The field "${name}" stands twice in one mapping; only one could count.`;
  const [start, end] = key.range;
  return {
    ...issue('duplicate-key', message, 'Keep one of the two.', start, end),
    related: { message: 'first written here', start: first[0], end: first[1] },
  };
}

/** The key `<<`. */
export function mergeIssue(key: ParsedNode): YamlIssue {
  return issue(
    'yaml-anchor',
    'Merge keys are not part of the YAML of manifests.',
    writeOut,
    key.range[0],
    key.range[1],
  );
}

/** The key `__proto__`, which JavaScript gives a meaning of its own. */
export function protoIssue(key: ParsedNode): YamlIssue {
  return issue(
    'invalid-value',
    'The name "__proto__" cannot be used for a field.',
    'Choose another name.',
    key.range[0],
    key.range[1],
  );
}

/** An issue by its parts. */
export function issue(code: ProblemCode, message: string, hint: string, start: number, end: number): YamlIssue {
  return { code, message, hint, start, end };
}

/** An anchor or an alias. */
export function anchorIssue(start: number, end: number): YamlIssue {
  return issue('yaml-anchor', noAnchors, writeOut, start, end);
}

/** `allow: [*]` and `allow: *.read`: to YAML a star in front repeats what an anchor names. */
export function starIssue(start: number, end: number): YamlIssue {
  return issue('yaml-anchor', `To YAML this names something to repeat. ${noAnchors}`, quoteStar, start, end);
}

/** A tag. */
export function tagIssue(start: number, end: number): YamlIssue {
  return issue('yaml-tag', noTags, leaveTagOut, start, end);
}
