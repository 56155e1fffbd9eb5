/** The synonyms of the domain: word → what it means, in either language. */
import { access } from './synonyms/access.ts';
import { accounting } from './synonyms/accounting.ts';
import { actions } from './synonyms/actions.ts';
import { code } from './synonyms/code.ts';
import { elsewhere } from './synonyms/elsewhere.ts';
import { farm } from './synonyms/farm.ts';
import { frames } from './synonyms/frames.ts';
import { further } from './synonyms/further.ts';
import { health } from './synonyms/health.ts';
import { homes } from './synonyms/homes.ts';
import { hospitality } from './synonyms/hospitality.ts';
import { idioms } from './synonyms/idioms.ts';
import { leisure } from './synonyms/leisure.ts';
import { light } from './synonyms/light.ts';
import { minor } from './synonyms/minor.ts';
import { mobility } from './synonyms/mobility.ts';
import { money } from './synonyms/money.ts';
import { people } from './synonyms/people.ts';
import { related } from './synonyms/related.ts';
import { platform } from './synonyms/platform.ts';
import { sales } from './synonyms/sales.ts';
import { school } from './synonyms/school.ts';
import { shop } from './synonyms/shop.ts';
import { staff } from './synonyms/staff.ts';
import { symptoms } from './synonyms/symptoms.ts';
import { systems } from './synonyms/systems.ts';
import { talk } from './synonyms/talk.ts';
import { trades } from './synonyms/trades.ts';
import { work } from './synonyms/work.ts';
import { stemsOf, withoutClitics } from './stems.ts';
import { fold } from './tokens.ts';

/** Before the names of actions among concepts: `order` is a thing, `to order` what is done. */
export const actionPrefix = 'to ';

/**
 * What kind of word names a concept: a thing, what many things have (`status`, `name`), what is done to them, or what says
 * little by itself (`today`, `all`).
 */
export type ConceptKind = 'thing' | 'minor' | 'action' | 'light';

/** What a word or a phrase stands for. */
export interface Meaning {
  /** Names of groups in the synonyms; more than one for a word such as `order`. */
  readonly concepts: readonly string[];
}

const kinds = new Map<string, ConceptKind>();
const exact = new Map<string, Set<string>>();
const verbForms = new Map<string, Set<string>>();
const byEnglishStem = new Map<string, Set<string>>();
const bySpanishStem = new Map<string, Set<string>>();
const relations = new Map<string, string[]>();
/** Words of the longest phrase, by its first word. */
const phraseLengths = new Map<string, number>();

/** The most words that a phrase beginning with this one has; 1 where none does. */
export function longestPhraseFrom(word: string): number {
  return phraseLengths.get(word) ?? phraseLengths.get(singular(word)) ?? 1;
}

/** The kind of a concept. */
export function kindOf(concept: string): ConceptKind {
  return kinds.get(concept) ?? 'thing';
}

/** Concepts that are near another: a customer is a contact, too, but not always. */
export function relatedTo(concept: string): readonly string[] {
  return relations.get(concept) ?? [];
}

const known = new Map<string, Meaning | null>();
/** Sentences come from anyone: what is remembered of their words is bounded. */
const knownWords = 20_000;

/** What a folded word, or words joined by a blank, stand for; null where the synonyms do not know. */
export function meaningOf(text: string): Meaning | null {
  let meaning = known.get(text);
  if (meaning === undefined) {
    if (known.size >= knownWords) known.clear();
    meaning = lookUp(text);
    known.set(text, meaning);
  }
  return meaning;
}

function lookUp(text: string): Meaning | null {
  const found = exact.get(text) ?? exact.get(singular(text));
  if (found !== undefined) return { concepts: [...found] };
  if (text.includes(' ')) return null;
  const stemmed = new Set([...(verbForms.get(text) ?? []), ...byStem(text)]);
  if (stemmed.size > 0) return { concepts: [...stemmed] };
  for (const verb of withoutClitics(text)) {
    const found = exact.get(verb) ?? verbForms.get(verb) ?? bySpanishStem.get(stemsOf(verb).spanish);
    const actions = [...(found ?? [])].filter((concept) => kindOf(concept) === 'action');
    if (actions.length > 0) return { concepts: actions };
  }
  return null;
}

/** By stem, in the language that had to take less off the word: `pages` is of `page`, not of `pagar`. */
function byStem(word: string): readonly string[] {
  const stems = stemsOf(word);
  const ways = [
    { stem: stems.english, found: byEnglishStem.get(stems.english) },
    { stem: stems.spanish, found: bySpanishStem.get(stems.spanish) },
  ].filter(({ found }) => found !== undefined);
  const most = Math.max(...ways.map(({ stem }) => stem.length));
  return ways.filter(({ stem }) => stem.length === most).flatMap(({ found }) => [...(found ?? [])]);
}

/** Every word without its plural's ending. */
function singular(text: string): string {
  return text
    .split(' ')
    .map((word) => (word.length > 3 ? word.replace(/ies$/, 'y').replace(/(?<=[lrndz])es$|(?<!s)s$/, '') : word))
    .join(' ');
}

function add(map: Map<string, Set<string>>, key: string, concept: string): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, new Set([concept]));
  else there.add(concept);
}

/** Each line is `concept: English words | palabras españolas`, separated by commas; a word with `=` is known in this form only. */
function learn(lines: string, kind: ConceptKind): void {
  for (const line of lines.split('\n')) {
    const [name, words] = split(line, ':');
    if (name === '' || words === '') continue;
    const concept = kind === 'action' ? actionPrefix + name : name;
    kinds.set(concept, kind);
    const [english, spanish] = split(words, '|');
    for (const word of english.split(',')) learnWord(fold(word.trim()), concept, byEnglishStem, 'english');
    for (const word of spanish.split(',')) learnWord(fold(word.trim()), concept, bySpanishStem, 'spanish');
  }
}

function learnWord(
  written: string,
  concept: string,
  stems: Map<string, Set<string>>,
  language: 'english' | 'spanish',
): void {
  if (written === '') return;
  const isAlone = written.startsWith('=');
  const word = isAlone ? written.slice(1) : written;
  add(exact, word, concept);
  const words = word.split(' ');
  for (const first of [words[0] ?? '', singular(words[0] ?? '')])
    phraseLengths.set(first, Math.max(words.length, phraseLengths.get(first) ?? 1));
  if (!word.includes(' ') && !isAlone) add(stems, stemsOf(word)[language], concept);
  if (word.includes(' ')) add(exact, singular(word), concept);
  if (language === 'spanish' && concept.startsWith(actionPrefix))
    for (const form of formsOf(word)) add(verbForms, form, concept);
}

const endings = (text: string): readonly string[] => text.split(' ');
const arEndings = endings('a as an o amos ando aron aba aban ado ada ados adas');
/** Before these `apagar` and `buscar` change their spelling: `apague`, `busque`. */
const arEndingsWithE = endings('e es en emos');
const erEndings = endings('e es en o a as an emos imos i io ia ian iendo ieron ido ida idos idas');

/** The forms of a regular Spanish verb: its stem is often too short to be known by it alone. */
function formsOf(word: string): readonly string[] {
  if (!/^[a-z]{2,}[aei]r$/.test(word)) return [];
  const stem = word.slice(0, -2);
  if (!word.endsWith('ar')) return erEndings.map((ending) => stem + ending);
  const beforeE = stem.replace(/g$/, 'gu').replace(/c$/, 'qu').replace(/z$/, 'c');
  return [...arEndings.map((ending) => stem + ending), ...arEndingsWithE.map((ending) => beforeE + ending)];
}

function split(line: string, by: string): [string, string] {
  const at = line.indexOf(by);
  return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

const things = [
  sales,
  accounting,
  people,
  talk,
  work,
  systems,
  access,
  code,
  symptoms,
  platform,
  further,
  trades,
  idioms,
  elsewhere,
  shop,
  money,
  staff,
  health,
  school,
  homes,
  hospitality,
  leisure,
  mobility,
  farm,
];

for (const lines of things) learn(lines, 'thing');
learn(minor, 'minor');
learn(actions, 'action');
learn(light, 'light');
learn(frames, 'light');
for (const line of related.split('\n')) {
  const names = line.split('~').map((name) => name.trim());
  for (const name of names) {
    if (name === '') continue;
    relations.set(name, [...(relations.get(name) ?? []), ...names.filter((other) => other !== name)]);
  }
}
