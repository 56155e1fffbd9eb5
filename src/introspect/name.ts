/**
 * The names that an operation may have as a capability, the shortest good one first: `orders.search`, `orders.notes.create`,
 * `orders.cancel`. They follow from the operation alone, so what else a document has changes none of them.
 */
import type { ApiOperation } from '../openapi/operation.ts';
import { type PathStep, pathSteps } from './path-words.ts';
import { isListAnswer } from './list-answer.ts';
import { beginsOrder, isPlural, verbOf, wordsIn } from './words.ts';

/** Longest name of a capability (schemas/v1/capability.schema.json). */
export const longestName = 40;

/** Whose things they are rather than what they are: `/accounts/{id}/contacts` is about contacts. */
const scopes = new Set(
  `account accounts org orgs organization organizations organisation organisations tenant tenants workspace workspaces company
  companies business businesses shop shops store stores site sites server servers namespace namespaces`.split(/\s+/),
);

/** What a path asks for: things, and what is done with them. */
interface Wish {
  /** From the whole to its part. */
  readonly things: readonly (readonly string[])[];
  readonly verb: string;
  /** A verb to fall back on, where another operation has the name. */
  readonly other: string | null;
}

/** Names for an operation in the order in which they are taken; at least one, and each in the house form. */
export function nameChoices(operation: ApiOperation): string[] {
  const steps = pathSteps(operation.path);
  const said = steps.filter(({ isNoise }) => !isNoise);
  const wish = wishOf(said, operation);
  const near = withoutScopes(said, wish);
  const parameter = wordsIn(steps.findLast(({ words }) => words === null)?.parameter ?? '');
  const id = idWords(operation);
  const everything = steps.flatMap(({ words }) => (words === null ? [] : [words]));
  return [
    written(near, wish.verb),
    ...(wish.other === null ? [] : [written(near, wish.other)]),
    written(wish.things, wish.verb),
    ...(wish.other === null ? [] : [written(wish.things, wish.other)]),
    ...(parameter.length === 0 ? [] : [written(wish.things, `${wish.verb}-by-${parameter.join('-')}`)]),
    ...(id.length === 0 ? [] : [written([id.slice(0, -1), id.slice(-1)], wish.verb)]),
    written(everything, wish.verb),
  ].filter((name, index, all) => all.indexOf(name) === index);
}

function wishOf(steps: readonly PathStep[], operation: ApiOperation): Wish {
  const things = steps.flatMap(({ words }) => (words === null ? [] : [words]));
  const last = steps.at(-1);
  if (things.length === 0 || last === undefined) return wishOfId(operation);
  const order = last.words;
  if (order === null) return withOther({ things, verb: verbOnItem(operation, steps) }, operation.method);
  const thing = things.length === 1 && operation.method !== 'GET' ? thingOf(steps) : [];
  const rest = thing.length > 0 ? [thing] : things.slice(0, -1);
  if (last.isMethod && rest.length > 0) return withOther({ things: rest, verb: order.join('-') }, operation.method);
  if (beginsOrder(order) || isProcedure(things, order, operation))
    return { things: [...things.slice(0, -1), order.slice(1)], verb: order[0] as string, other: null };
  if (rest.length > 0 && isOrder(order, operation)) {
    const verb = verbOf(order[0]) ?? order.join('-');
    // Beside the list that is read there may be one that is asked for by a body.
    const other = order.join('-') === 'search' ? 'query' : order.join('-');
    return { things: rest, verb, other };
  }
  return withOther({ things, verb: verbOnThing(operation, order) }, operation.method);
}

/** `POST /stopPoll` whose id is `stopPoll`: the path is an order as a whole. */
function isProcedure(things: Wish['things'], step: readonly string[], operation: ApiOperation): boolean {
  const isSame = idWords(operation).join() === step.join();
  return things.length === 1 && step.length > 1 && operation.method === 'POST' && isSame && verbOf(step[0]) !== null;
}

/** `POST /orders/{id}/cancel`, and `PUT /zones/{id}/rectify` whose id is `rectifyZone`. */
function isOrder(step: readonly string[], operation: ApiOperation): boolean {
  const { method } = operation;
  const [first] = step as readonly [string];
  // What undoes `PUT /issues/{id}/lock` is not called so.
  if (method === 'DELETE' || isPlural(step.at(-1) as string)) return false;
  if (method === 'GET') return step.length === 1 && readOrders.has(first);
  if (step.length === 1 && verbOf(first) !== null) return true;
  const id = idWords(operation);
  return id.length > step.length && step.every((word, at) => id[at] === word) && verbOf(id.at(-1)) === null;
}

/** Of an operation without an id of its own, none: some ids are the method and the path again. */
function idWords({ name, path }: ApiOperation): string[] {
  if (/^[A-Z]+ \//.test(name) || (path.length > 1 && name.includes(path))) return [];
  const words = wordsIn(name);
  // `UsersController_findAll` names a class first.
  const rest = words.slice(words.indexOf('controller') + 1);
  return rest.length === 0 ? words : rest;
}

/** `/{flow-id}/publish` names its thing by the parameter. */
function thingOf(steps: readonly PathStep[]): string[] {
  const before = steps.at(-2);
  return before?.words === null ? wordsIn(before.parameter).filter((word) => !/^s?id$/.test(word)) : [];
}

/** Words that end a path that reads, and say what is read about the things before: `/orders/count`. */
const readOrders = new Set('search list find query lookup filter count export download preview ping'.split(' '));

/** What is done at a path that ends in a parameter. Some APIs change things by POST. */
function verbOnItem(operation: ApiOperation, steps: readonly PathStep[]): string {
  const { method } = operation;
  if (method === 'POST') {
    const [first] = idWords(operation);
    // `PostCustomersCustomer` says the method again.
    return first !== 'post' && verbOf(first) === 'create' ? 'create' : 'update';
  }
  const ends = steps.at(-1)?.parameter ?? '';
  if (method === 'GET' && isPlural(wordsIn(ends).at(-1) ?? '')) return 'search';
  return byMethod[method] ?? 'get';
}

/** What is done at a path that ends in a thing. */
function verbOnThing(operation: ApiOperation, thing: readonly string[]): string {
  const { method } = operation;
  if (method === 'POST' && /rpc$|^graphql$/.test(thing.at(-1) as string)) return 'call';
  if (method !== 'GET') return byMethod[method] ?? 'get';
  const words = idWords(operation);
  const isSearch = isPlural(thing.at(-1) as string) || verbOf(words[0]) === 'search' || words.at(-1) === 'list';
  return isSearch || isListAnswer(operation.response) ? 'search' : 'get';
}

const byMethod: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'head',
  OPTIONS: 'options',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/** Two methods may do what one verb says. */
function withOther(wish: Pick<Wish, 'things' | 'verb'>, method: string): Wish {
  const other = wish.verb === 'update' ? (method === 'PATCH' ? 'patch' : 'replace') : null;
  return { ...wish, other };
}

/** A path that says nothing: its operation's id does, or its tag. */
function wishOfId(operation: ApiOperation): Wish {
  const words = idWords(operation);
  const verb = verbOf(words[0]) === null ? (byMethod[operation.method] ?? 'get') : (words[0] as string);
  const things = verbOf(words[0]) === null ? words : words.slice(1);
  if (things.length > 0) return { things: [things], verb, other: null };
  const tag = wordsIn(operation.tags[0] ?? '');
  return { things: [tag.length > 0 ? tag : ['api']], verb, other: null };
}

/** The things without those whose they are, as long as something is left. */
function withoutScopes(steps: readonly PathStep[], { things }: Pick<Wish, 'things'>): readonly (readonly string[])[] {
  let left = things;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    const isScope = step.words !== null && step.words.length === 1 && scopes.has(step.words[0] as string);
    if (!isScope || next === undefined || next.words !== null || left.length < 2) break;
    if (left[0] !== step.words) break;
    left = left.slice(1);
  }
  return left;
}

/** In the house form: words of one thing by hyphens, things by dots, at most forty characters. */
function written(things: readonly (readonly string[])[], verb: string): string {
  const kept = things.filter((words) => words.length > 0);
  while (kept.length > 1 && kept[0]?.join() === kept[1]?.join()) kept.shift();
  const named = kept.map((words) => words.join('-')).filter((word) => word !== verb || kept.length === 1);
  const ending =
    verb.length <= longestName - 6
      ? verb
      : verb
          .slice(0, longestName - 5)
          .replace(/-[^-]*$/, '')
          .slice(0, longestName - 6);
  return fitted(named.length === 0 ? ['api'] : named, ending);
}

/** Drops what stands first, then words of what is left, then letters. */
function fitted(things: readonly string[], verb: string): string {
  const kept = [...things];
  while (kept.length > 1 && lengthOf(kept, verb) > longestName) kept.shift();
  let only = kept.length === 1 ? (kept[0] as string) : '';
  while (kept.length === 1 && only.includes('-') && lengthOf([only], verb) > longestName)
    only = only.slice(only.indexOf('-') + 1);
  const left = kept.length === 1 ? [only.slice(0, longestName - verb.length - 1).replace(/-+$/, '')] : kept;
  const name = [...left, verb].join('.');
  return /^[a-z]/.test(name) ? name : `n${name}`.slice(0, longestName).replace(/[.-]+$/, '');
}

function lengthOf(things: readonly string[], verb: string): number {
  return things.join('.').length + 1 + verb.length;
}
