/** The functions of JSONata that expressions may call, and what keeps some of them within bounds. */
import { bounds, exceed } from './bounds.ts';

/** Functions that give something else each time, or run text from an answer as an expression, with what to do instead. */
export const refusedFunctions: Readonly<Record<string, string>> = {
  now: 'The same answer has to give the same result. Take the time from the answer.',
  millis: 'The same answer has to give the same result. Take the time from the answer.',
  random: 'The same answer has to give the same result.',
  shuffle: 'The same answer has to give the same result. "$sort" puts a list in order.',
  eval: 'What is in an answer is never run. Write the expression out.',
};

/** The functions there are. */
export const knownFunctions: ReadonlySet<string> = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad ' +
    'match contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs ' +
    'sqrt power boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error ' +
    'assert type sort distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl ' +
    'toMillis fromMillis clone'
  ).split(' '),
);

type Native = (this: unknown, ...given: unknown[]) => unknown;

/** Items that are compared with each other, each with each. */
const mostCompared = 3_000;
/** Objects that are taken apart: each copies the list of those before. */
const mostSpread = 1_000;
/** Characters of a text that a picture of a date is matched with. */
const longestDate = 200;

/** Looks at what a function is given before it works: one that would make too much never begins. */
export const guards: Readonly<Record<string, (given: readonly unknown[]) => void>> = {
  pad: ([, width]) => atMost(Math.abs(Number(width)), bounds.characters, 'a text is padded to'),
  join: ([texts, between]) => {
    const list: readonly unknown[] = Array.isArray(texts) ? texts : [texts];
    const length = list.reduce<number>((sum, text) => sum + sizeOf(text), sizeOf(between) * list.length);
    atMost(length, bounds.characters, 'texts are joined to');
  },
  replace: ([text, , by]) => {
    const each = typeof by === 'string' ? by.length : 100;
    atMost(sizeOf(text) * Math.max(1, each), bounds.characters * 100, 'a replacement may come to');
  },
  string: ([value]) => atMost(sizeOf(value), bounds.characters, 'a text is made of'),
  spread: ([list]) => atMost(Array.isArray(list) ? list.length : 1, mostSpread, 'objects are spread:'),
  distinct: ([list]) => atMost(Array.isArray(list) ? list.length : 1, mostCompared, 'items are compared:'),
  toMillis: ([text]) => atMost(sizeOf(text), longestDate, 'a date is read from'),
};

function atMost(size: number, most: number, what: string): void {
  if (size > most) exceed(`${what} ${size}, where ${most} is the most`);
}

/** Values and characters of anything, counted no further than matters. */
function sizeOf(value: unknown): number {
  let size = 0;
  const waiting = [value];
  while (waiting.length > 0 && size <= bounds.result) {
    const next = waiting.pop();
    size += typeof next === 'string' ? next.length : 1;
    if (typeof next !== 'object' || next === null) continue;
    for (const [name, member] of Object.entries(next)) {
      size += name.length;
      waiting.push(member);
    }
  }
  return size;
}

/** The function with its guard before it. */
export function guarded(native: Native, guard: (given: readonly unknown[]) => void): Native {
  return function (this: unknown, ...given) {
    guard(given);
    return native.apply(this, given);
  };
}
