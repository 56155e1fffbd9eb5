/** A text, read: what it is about and what is to be done, word by word. */
import { isTelling } from './agreement.ts';
import { asksWhatIs, clauseEnd, isSomebodysNeed } from './asking.ts';
import { actionPrefix, type ConceptKind, kindOf, longestPhraseFrom, meaningOf, relatedTo } from './lexicon.ts';
import { isStopWord } from './stop-words.ts';
import { cognateKey, stemsOf } from './stems.ts';
import { sentenceTokens, standIn, type Token } from './tokens.ts';

/** Something that a word may be found by, and how much that counts: 1 for what the word says itself. */
export interface Term {
  /** `c:` a concept of the synonyms, `s:` a stem, `k:` a key of cognates. */
  readonly key: string;
  readonly weight: number;
}

/** A word or a phrase of a text. */
export interface Unit {
  readonly text: string;
  readonly terms: readonly Term[];
  /** `unknown` is a word that the synonyms do not have; `value` one that stands for one thing. */
  readonly kind: ConceptKind | 'unknown' | 'value';
  /** Actions that it may name; `order` names one and a thing. */
  readonly actions: readonly string[];
  /** It stands beside what is asked for. */
  readonly isAside: boolean;
  /** It may be a part of somebody's name: it counts where it is said, and is not missed where it is not. */
  readonly isNamed: boolean;
  /** It follows the unit before it with nothing between, as in "slack channel". */
  readonly isAdjacent: boolean;
  /** A verb that tells of a state, as in "rejected payments". */
  readonly isState: boolean;
}

/** A text, read. */
export interface Reading {
  readonly units: readonly Unit[];
  /** It asks what is: verbs in it tell of what happened. */
  readonly isQuestion: boolean;
  /** Actions of an order that comes at the end, after what it is about: "…, cancel it". */
  readonly ordered: readonly string[];
  /** Somebody needs something that is not there yet. */
  readonly isNeed: boolean;
  /** It names one thing by a number or a code. */
  readonly hasKey: boolean;
  /** What it begins with may be a verb: `order` in "order a pizza", but not in "order status". */
  readonly beginsWithVerb: boolean;
  /** It holds what is to be passed on: something quoted, or said after a colon. */
  readonly hasPayload: boolean;
}

const relatedWeight = 0.45;
const partWeight = 0.45;
const cognateWeight = 0.75;

/** Reads a sentence. */
export function readSentence(text: string): Reading {
  const tokens = sentenceTokens(text);
  const situation = sentenceTokens(text.slice(0, requestBegin(text))).length;
  const units = unitsOf(
    joinPhrasalVerbs(tokens.map((token, at) => (at < situation ? { ...token, isAside: true } : token))),
  );
  const beginsWithVerb = tokens.length > 1 && (isStopWord(tokens[1]?.word ?? '') || tokens[1]?.isValue === true);
  return {
    units: beginsWithVerb ? withVerbFirst(units) : units,
    beginsWithVerb,
    isQuestion: asksWhatIs(text) && !isWish(text, tokens),
    ordered: orderAtEnd(text),
    isNeed: isSomebodysNeed(text),
    hasKey: tokens.some(({ word, isValue }) => isValue && /\d{2}|^\d+$/.test(word)),
    hasPayload: tokens.some(({ word, isAside }) => isAside || word === standIn),
  };
}

/** Where what is asked for begins, behind what it is about: the last clause that asks or orders; 0 where that is the first. */
function requestBegin(text: string): number {
  let begin = 0;
  let request = 0;
  for (const clause of text.split(/(?<=[,;:.!?]\s)|(?=¿)/u)) {
    if (begin > 0 && (asksWhatIs(`${clause}?`) || orderIn(clause).length > 0)) request = begin;
    begin += clause.length;
  }
  return orderIn(text.slice(0, request)).length > 0 ? 0 : request;
}

/** Empty where the text begins with an order, or has none at its end. */
function orderAtEnd(text: string): readonly string[] {
  const clauses = text.split(clauseEnd).filter((clause) => clause !== '');
  if (clauses.length < 2 || orderIn(clauses[0] ?? '').length > 0) return [];
  return (
    clauses
      .slice(1)
      .map((clause) => (asksWhatIs(clause) ? [] : orderIn(clause)))
      .findLast((actions) => actions.length > 0) ?? []
  );
}

/** The actions of a clause that begins with a verb. */
function orderIn(clause: string): readonly string[] {
  const first = unitsOf(joinPhrasalVerbs(sentenceTokens(clause))).find(({ kind }) => kind !== 'light');
  return first === undefined || first.kind !== 'action' || first.isState ? [] : first.actions;
}

/** Reads words that are no sentence: those of a name. */
export function readWords(words: readonly string[]): readonly Unit[] {
  return unitsOf(words.map((word) => ({ word, isValue: false, isAside: false, after: '' })));
}

/** "Que Pedro tome el caso": a wish, where "qué pedidos" asks. */
function isWish(text: string, [first, second]: readonly Token[]): boolean {
  if (first?.word !== 'que' || /[¿?é]/.test(text.slice(0, 4)) || second === undefined) return false;
  return second.isValue || (meaningOf(second.word)?.concepts ?? []).some((concept) => kindOf(concept) === 'action');
}

/** "Mark it" speaks of no marks: what is used as a verb names nothing. */
function withVerbFirst([first, ...others]: readonly Unit[]): readonly Unit[] {
  if (first === undefined) return others;
  const isVerb = first.kind === 'thing' && first.actions.length > 0;
  return [
    isVerb && first.actions.every((action) => !isTelling(action)) ? { ...first, isNamed: true } : first,
    ...others,
  ];
}

const particles = new Set(['up', 'down', 'on', 'off', 'out', 'back', 'over']);
/** As in "bring the container up". */
const wordsBetween = 5;

/** Puts the particle of a phrasal verb behind its verb, where the two together mean something. */
function joinPhrasalVerbs(tokens: readonly Token[]): readonly Token[] {
  const joined = [...tokens];
  for (let at = 0; at < joined.length; at++) {
    const verb = joined[at] as Token;
    for (let further = at + 2; further <= Math.min(at + wordsBetween, joined.length - 1); further++) {
      const particle = joined[further] as Token;
      if (!particles.has(particle.word) || meaningOf(`${verb.word} ${particle.word}`) === null) continue;
      joined.splice(further, 1);
      joined.splice(at + 1, 0, particle);
      break;
    }
  }
  return joined;
}

/** The longest phrase that is known counts before the words in it. */
function unitsOf(tokens: readonly Token[]): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < tokens.length;) {
    const length = phraseAt(tokens, at);
    if (length > 1) units.push(phraseUnit(tokens.slice(at, at + length)));
    else {
      const unit = wordUnit(tokens[at] as Token);
      if (unit !== null) units.push(unit);
    }
    at += length;
  }
  return units;
}

function phraseAt(tokens: readonly Token[], at: number): number {
  for (let length = Math.min(longestPhraseFrom(tokens[at]?.word ?? ''), tokens.length - at); length > 1; length--) {
    const words = tokens.slice(at, at + length).map(({ word }) => word);
    if (meaningOf(words.join(' ')) !== null) return length;
  }
  return 1;
}

function phraseUnit(tokens: readonly Token[]): Unit {
  const words = tokens.map(({ word }) => word);
  const isAside = tokens.every((token) => token.isAside);
  const concepts = meaningOf(words.join(' '))?.concepts ?? [];
  const parts = words
    .filter((word) => !isStopWord(word))
    .flatMap((word) => (meaningOf(word)?.concepts ?? []).filter((concept) => kindOf(concept) === 'thing'));
  const terms = conceptTerms(concepts);
  for (const part of parts) terms.push({ key: `c:${part}`, weight: partWeight });
  const named = {
    kind: kindAmong(concepts),
    actions: actionsAmong(concepts),
    isAside,
    isNamed: false,
    isState: false,
    isAdjacent: isAdjacent(tokens[0]),
  };
  return { text: words.join(' '), terms: strongest(terms), ...named };
}

const termsOfWords = new Map<string, readonly Term[]>();
const rememberedWords = 10_000;

/** The same for the same word; what is remembered is bounded. */
function termsOf(word: string, concepts: readonly string[]): readonly Term[] {
  let terms = termsOfWords.get(word);
  if (terms !== undefined) return terms;
  const cognate = concepts.length > 0 ? null : cognateKey(word);
  const byKey = cognate === null ? [] : [{ key: `k:${cognate}`, weight: cognateWeight }];
  terms = strongest([...conceptTerms(concepts), ...stemTerms(word), ...byKey]);
  if (termsOfWords.size >= rememberedWords) termsOfWords.clear();
  termsOfWords.set(word, terms);
  return terms;
}

/** Null for a word that says nothing. */
function wordUnit({ word, isValue, isAside, after }: Token): Unit | null {
  const concepts = isStopWord(word) ? [] : (meaningOf(word)?.concepts ?? []);
  if (concepts.length === 0 && isStopWord(word)) return null;
  return {
    text: word,
    terms: termsOf(word, concepts),
    kind: concepts.length > 0 ? kindAmong(concepts) : isValue ? 'value' : 'unknown',
    actions: actionsAmong(concepts),
    isAside,
    isNamed: isValue,
    isState: concepts.length > 0 && isState(word, after),
    isAdjacent: isAdjacent({ after }),
  };
}

function isAdjacent(token: Pick<Token, 'after'> | undefined): boolean {
  return token !== undefined && token.after !== '' && !isStopWord(token.after);
}

/** `rechazados`, `rejected`, and `por despachar`. */
function isState(word: string, after: string): boolean {
  if (after === 'por' && /[aei]r$/.test(word)) return true;
  return /[^e]ed$|(?:[aei]d[oa]|ert[oa]|uelt[oa])s?$/.test(word) && word.length > 5;
}

/** A word that names a thing is not found by what is done to everything: `text` is more than sending. */
function conceptTerms(concepts: readonly string[]): Term[] {
  const isThing = kindAmong(concepts) === 'thing';
  const told = concepts.filter((concept) => !isThing || actionsAmong([concept]).every(isTelling));
  return told.flatMap((concept) => [
    { key: `c:${concept}`, weight: 1 },
    ...relatedTo(concept).map((near) => ({ key: `c:${near}`, weight: relatedWeight })),
  ]);
}

function stemTerms(word: string): Term[] {
  const stems = stemsOf(word);
  return [...new Set([word, stems.english, stems.spanish])].map((stem) => ({ key: `s:${stem}`, weight: 1 }));
}

/** Each key once, by its greatest weight. */
function strongest(terms: readonly Term[]): Term[] {
  const best = new Map<string, number>();
  for (const { key, weight } of terms) best.set(key, Math.max(weight, best.get(key) ?? 0));
  return [...best].map(([key, weight]) => ({ key, weight }));
}

function actionsAmong(concepts: readonly string[]): string[] {
  return concepts
    .filter((concept) => kindOf(concept) === 'action')
    .map((concept) => concept.slice(actionPrefix.length));
}

function kindAmong(concepts: readonly string[]): Unit['kind'] {
  const kinds = concepts.map(kindOf);
  return (['thing', 'minor', 'action', 'light'] as const).find((kind) => kinds.includes(kind)) ?? 'light';
}
