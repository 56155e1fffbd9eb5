/** Which operations of an API become capabilities: what was asked for, else what reads, within reason. */
import type { ApiOperation } from '../openapi/operation.ts';
import { nearWords } from '../suggest.ts';
import type { NamedOperation } from './named.ts';
import { pathSteps } from './path-words.ts';

/** What was asked for, as it was written. */
export interface Selection {
  /** Each a list of words joined by commas; see `words` below. Without any, what reads is taken. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Operations that change something are taken, too. */
  readonly writes: boolean;
  /** Most capabilities; null for the usual bound, which holds where nothing was named. */
  readonly most: number | null;
}

/** What is chosen, in the order of usefulness, and why others are not; or a word that names nothing. */
export type Selected =
  | { readonly chosen: readonly NamedOperation[]; readonly notes: readonly string[] }
  | { readonly misuse: string };

/** How many capabilities are made where nobody says which. */
const usualMost = 40;

interface Words {
  readonly methods: ReadonlySet<string>;
  readonly fits: readonly ((operation: NamedOperation) => boolean)[];
  /** Operations that were named one by one: asked for, whatever they do. */
  readonly exactly: (operation: NamedOperation) => boolean;
  readonly all: boolean;
}

const methodNames = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Chooses among all operations of an API. */
export function selectOperations(all: readonly NamedOperation[], selection: Selection): Selected {
  const wanted: Words[] = [];
  for (const text of selection.include) {
    const words = readWords(text, all);
    if (typeof words === 'string') return { misuse: words };
    wanted.push(words);
  }
  const unwanted: Words[] = [];
  for (const text of selection.exclude) {
    const words = readWords(text, all);
    if (typeof words === 'string') return { misuse: words };
    unwanted.push(words);
  }
  const callable = all.filter(({ operation }) => operation.method !== 'HEAD' && operation.method !== 'OPTIONS');
  const asked = callable.filter((one) => isAsked(one, wanted) && !unwanted.some((words) => fits(one, words)));
  const allowed = asked.filter((one) => mayWrite(one, wanted, selection.writes));
  const isNamed = wanted.some(({ fits: tests, all: everything }) => tests.length > 0 || everything);
  const most = selection.most ?? (isNamed ? Infinity : usualMost);
  const ordered = allowed.toSorted(byUse);
  return {
    chosen: ordered.slice(0, most),
    notes: [
      ...writesLeft(asked.length - allowed.length),
      ...deprecatedLeft(callable.filter((one) => isLeftAsDeprecated(one, wanted, unwanted)).length),
      ...moreLeft(ordered.length - most, ordered.length),
    ],
  };
}

/**
 * Words joined by commas: `tag:orders`, `op:listOrders`, `path:/orders*`, `name:orders.*` are alternatives, a method (`GET`) narrows
 * them, and `all` is everything. Answers what is wrong with them as a text.
 */
function readWords(text: string, all: readonly NamedOperation[]): Words | string {
  const methods = new Set<string>();
  const tests: ((operation: NamedOperation) => boolean)[] = [];
  const exact: ((operation: NamedOperation) => boolean)[] = [];
  let everything = false;
  for (const word of text.split(',').map((each) => each.trim())) {
    if (word === '') continue;
    const method = word.toUpperCase();
    if (word === 'all') everything = true;
    else if (methodNames.includes(method)) methods.add(method);
    else {
      const read = readWord(word, all);
      if (typeof read === 'string') return read;
      tests.push(read.test);
      if (read.isExact) exact.push(read.test);
    }
  }
  return { methods, fits: tests, all: everything, exactly: (one) => exact.some((test) => test(one)) };
}

type Kind = 'tag' | 'op' | 'path' | 'name';

const valuesOf: Readonly<Record<Kind, (one: NamedOperation) => readonly string[]>> = {
  tag: ({ operation }) => operation.tags,
  op: ({ operation }) => [operation.name, `${operation.method} ${operation.path}`],
  path: ({ operation }) => [operation.path],
  name: ({ name }) => [name],
};

const kindWords: Readonly<Record<Kind, string>> = { tag: 'tag', op: 'operation', path: 'path', name: 'capability' };

function readWord(
  word: string,
  all: readonly NamedOperation[],
): string | { readonly test: (one: NamedOperation) => boolean; readonly isExact: boolean } {
  const [, kind, value] = /^(tag|op|path|name):(.+)$/s.exec(word) ?? [];
  if (kind === undefined || value === undefined)
    return `"${word}" says nothing that can be chosen by. Write tag:…, op:…, path:/…, name:…, a method (${methodNames.join(', ')}) or all, joined by commas.`;
  const known = valuesOf[kind as Kind];
  const isExact = !value.includes('*') && (kind === 'op' || kind === 'name');
  const same = matcher(value);
  const test = (one: NamedOperation): boolean => known(one).some(same);
  if (all.some(test)) return { test, isExact };
  const names = [...new Set(all.flatMap((one) => known(one).slice(0, 1)))];
  const near = nearWords(value, names)[0]?.word;
  const some = names.toSorted().slice(0, 30).join(', ') + (names.length > 30 ? `, … (${names.length} in all)` : '');
  return `No ${kindWords[kind as Kind]} is "${value}". ${near === undefined ? '' : `Did you mean "${kind}:${near}"? `}${names.length === 0 ? `The document has none.` : `There are: ${some}.`}`;
}

/** `*` stands for anything; case does not count. */
function matcher(value: string): (text: string) => boolean {
  const parts = value.toLowerCase().split('*');
  return (text) => {
    const lower = text.toLowerCase();
    const [first, ...rest] = parts as [string, ...string[]];
    if (rest.length === 0) return lower === first;
    if (!lower.startsWith(first)) return false;
    let at = first.length;
    for (const part of rest.slice(0, -1)) {
      const found = lower.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    const last = rest.at(-1) as string;
    return lower.length - last.length >= at && lower.endsWith(last);
  };
}

function fits(one: NamedOperation, { methods, fits: tests, all }: Words): boolean {
  const isMethod = methods.size === 0 || methods.has(one.operation.method);
  return isMethod && (all || (tests.length === 0 && methods.size > 0) || tests.some((test) => test(one)));
}

/** What is deprecated has to be named itself. */
function isAsked(one: NamedOperation, wanted: readonly Words[]): boolean {
  if (wanted.length === 0) return !one.operation.deprecated;
  return wanted.some((words) => fits(one, words) && (!one.operation.deprecated || words.exactly(one)));
}

function isLeftAsDeprecated(one: NamedOperation, wanted: readonly Words[], unwanted: readonly Words[]): boolean {
  if (!one.operation.deprecated || isAsked(one, wanted)) return false;
  const isMeant = wanted.length === 0 || wanted.some((words) => fits(one, words));
  return isMeant && !unwanted.some((words) => fits(one, words));
}

function mayWrite(one: NamedOperation, wanted: readonly Words[], writes: boolean): boolean {
  const { method } = one.operation;
  return (
    method === 'GET' ||
    writes ||
    wanted.some((words) => fits(one, words) && (words.methods.has(method) || words.exactly(one)))
  );
}

/** Things by themselves before their parts, what has many things before what has one, then by name. */
function byUse(a: NamedOperation, b: NamedOperation): number {
  return weight(a) - weight(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function weight({ operation, name }: NamedOperation): number {
  const steps = pathSteps(operation.path).filter(({ isNoise }) => !isNoise);
  const isLast = steps.at(-1)?.words === null;
  const isUsual = /\.(?:search|get|create|update|list)$/.test(name);
  if (steps.length === 0) return 100;
  return steps.length * 2 - (isLast ? 1 : 0) + (isUsual ? 0 : 3) + (isWrite(operation) ? 4 : 0);
}

function isWrite({ method }: ApiOperation): boolean {
  return method !== 'GET';
}

function writesLeft(count: number): string[] {
  if (count <= 0) return [];
  const [what, they] =
    count === 1 ? ['1 operation that writes was', 'it'] : [`${count} operations that write were`, 'them'];
  return [`${what} left out: --writes takes ${they} too, or name each with --include op:… or a method.`];
}

function deprecatedLeft(count: number): string[] {
  if (count === 0) return [];
  const [what, each] =
    count === 1 ? ['1 deprecated operation was', 'it'] : [`${count} deprecated operations were`, 'each'];
  return [`${what} left out: name ${each} with --include op:….`];
}

function moreLeft(count: number, all: number): string[] {
  if (!(count > 0)) return [];
  return [`${count} more of ${all} were left out: choose with --include tag:… or path:/…, or raise --max.`];
}
