/** Sentence → capabilities, the best first, each with how sure that is. */
import { isReading, isTelling, likeness } from './agreement.ts';
import { confidenceOf, type Evidence } from './confidence.ts';
import type { IntentDocument } from './document.ts';
import { createPostings, type Postings } from './postings.ts';
import type { Reading, Unit } from './reading.ts';

/** A capability that may be meant. */
export interface Ranked {
  /** Its place among the documents. */
  readonly document: number;
  /** Orders; of one sentence only. */
  readonly score: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** What the confidence is made of; null for a declared sentence. */
  readonly evidence: Evidence | null;
}

/** What is ranked over. */
export interface Corpus {
  readonly documents: readonly IntentDocument[];
  readonly postings: Postings;
  /** Which documents declare a sentence, by its `sentenceKey`. */
  readonly declared: ReadonlyMap<string, readonly number[]>;
}

/** Puts together what is ranked over. */
export function createCorpus(documents: readonly IntentDocument[]): Corpus {
  const declared = new Map<string, number[]>();
  for (const [index, { intents }] of documents.entries())
    for (const key of intents) declared.set(key, [...(declared.get(key) ?? []), index]);
  return { documents, postings: createPostings(documents), declared };
}

/** What a kind of word counts by. */
const kindWeights: Readonly<Record<Unit['kind'], number>> = {
  thing: 1,
  minor: 0.5,
  unknown: 0.7,
  action: 0.25,
  light: 0.08,
  value: 0.25,
};
/** A word that nobody says and the synonyms do not have: most likely one of the world's, as a product's name is. */
const strangeWeight = 0.1;
const asideWeight = 0.5;
/** A name that a capability says, as it says `Twilio`. */
const brandWeight = 0.9;
/** A verb that tells by itself what is meant. */
const tellingWeight = 0.7;
/** Only these are looked at whole. */
const looked = 40;
/** A word said this strongly is said outright. */
const outright = 0.55;
/** What is near to a thing is not the thing. */
const nearness = 0.5;

/** A sentence that a capability's author declared finds it, whatever else its words may mean. */
const declaredScore = 1000;

/** One word of the sentence against every capability. */
interface Met {
  readonly unit: Unit;
  readonly weight: number;
  /** By document; 0 where it is not said. */
  readonly strengths: Float32Array;
  /** The same of what it says itself, without what is near to it. */
  readonly strict: Float32Array;
}

/** Ranks the capabilities that may be shown; others have no part in it, not even by how common they make a word. */
export function rank(
  { documents, postings, declared }: Corpus,
  reading: Reading,
  key: string,
  isShown: (document: number) => boolean,
): Ranked[] {
  const shown = documents.map((_, index) => isShown(index));
  const total = shown.reduce((count, is) => count + (is ? 1 : 0), 0);
  const places = placesOf(reading.units);
  const met = reading.units.map((unit, at) => meet(unit, places[at] as number, postings, shown, total));
  const sums = sumsOf(met, documents.length);
  for (const index of declared.get(key) ?? []) if (shown[index] === true) sums[index] = declaredScore;
  const wanted = wantedOf(reading);
  const spoken = spokenOf(reading.units);
  return greatest(sums, looked)
    .map((index) =>
      judge(documents[index] as IntentDocument, index, { met, wanted, spoken, key, hasKey: reading.hasKey }),
    )
    .toSorted((one, other) => other.score - one.score || one.document - other.document);
}

function sumsOf(met: readonly Met[], count: number): Float32Array {
  const sums = new Float32Array(count);
  for (const { weight, strengths } of met)
    for (let index = 0; index < count; index++)
      sums[index] = (sums[index] as number) + weight * (strengths[index] as number);
  return sums;
}

/** The places of the greatest values above 0, the greatest first; of equals the first. */
function greatest(values: Float32Array, most: number): number[] {
  const places: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value <= 0 || (places.length === most && value <= (values[places[most - 1] as number] as number))) continue;
    let at = places.length === most ? most - 1 : places.length;
    for (; at > 0 && (values[places[at - 1] as number] as number) < value; at--) places[at] = places[at - 1] as number;
    places[at] = index;
  }
  return places;
}

/** The terms of a sentence; 1 for what it says, a half for what is near to that. */
function spokenOf(units: readonly Unit[]): ReadonlyMap<string, number> {
  const spoken = new Map<string, number>();
  for (const { terms } of units)
    for (const { key, weight } of terms) spoken.set(key, Math.max(weight >= 0.6 ? 1 : 0.5, spoken.get(key) ?? 0));
  return spoken;
}

/** What is named first is what is meant; what follows says more of it. */
const qualifying = 0.75;
const byPlace = [1, 0.8, 0.6, 0.45] as const;

function placesOf(units: readonly Unit[]): readonly number[] {
  let things = 0;
  return units.map(({ kind, isNamed }, at) => {
    const weight = byPlace[Math.min(things, byPlace.length - 1)] as number;
    const next = units[at + 1];
    // In "contact form submissions" the last one is meant.
    if (kind === 'thing' && next?.kind === 'thing' && next.isAdjacent) return weight * qualifying;
    if (kind === 'thing' && !isNamed) things++;
    return weight;
  });
}

function isTellingVerb({ kind, actions }: Unit): boolean {
  return kind === 'action' && actions.every(isTelling);
}

function meet(unit: Unit, place: number, postings: Postings, shown: readonly boolean[], total: number): Met {
  const strengths = new Float32Array(shown.length);
  const strict = new Float32Array(shown.length);
  let count = 0;
  for (const { key, weight } of unit.terms) {
    const posting = postings.get(key);
    if (posting === undefined) continue;
    for (let at = 0; at < posting.documents.length; at++) {
      const index = posting.documents[at] as number;
      if (!shown[index]) continue;
      const strength = (posting.strengths[at] as number) * weight;
      if (weight >= 0.6) {
        if (strict[index] === 0) count++;
        if (strength > (strict[index] as number)) strict[index] = strength;
      }
      if (strength > (strengths[index] as number)) strengths[index] = strength;
    }
  }
  const isStrange = unit.kind === 'unknown' && count === 0;
  const isBrand = unit.isNamed && count > 0;
  const base = isBrand
    ? brandWeight
    : isStrange
      ? strangeWeight
      : isTellingVerb(unit)
        ? tellingWeight
        : kindWeights[unit.kind];
  const weight = base * (unit.isAside ? asideWeight : 1) * place;
  return { unit, weight: weight * rarity(count, total), strengths, strict };
}

/** 1 for what nobody says, less the more capabilities say it. */
function rarity(count: number, total: number): number {
  const most = Math.log(1 + (total + 0.5) / 0.5);
  return 0.35 + 0.65 * (Math.log(1 + (total - count + 0.5) / (count + 0.5)) / most);
}

/** What is to be done: the first verb says it, later ones and those that may be a thing only help. */
interface Wanted {
  /** Nothing is to be changed. */
  readonly isQuestion: boolean;
  readonly isNeed: boolean;
  readonly main: readonly string[];
  readonly helping: readonly string[];
}

function wantedOf({ units, isQuestion, isNeed, ordered, beginsWithVerb, hasPayload }: Reading): Wanted {
  const helping = units.flatMap(({ kind, actions }) => (kind === 'action' ? actions : []));
  if (ordered.length > 0) return { isQuestion: false, isNeed, main: ordered, helping };
  if (isQuestion) return { isQuestion, isNeed: false, main: ['get'], helping };
  const first = units.find(({ kind }) => kind !== 'light' && kind !== 'value');
  const main = units.find(({ kind, isState, actions }) => !isState && kind === 'action' && actions.length > 0);
  if (first !== undefined && first.actions.length > 0 && beginsWithVerb)
    return { isQuestion, isNeed, main: first.actions, helping };
  return { isQuestion, isNeed, main: main?.actions ?? (hasPayload ? ['send', 'create'] : []), helping };
}

/** What only reads gives nobody what is not there yet. */
const neededRead = 0.6;
/** What a question has to do with a capability that changes something. */
const askedOfWrite = 0.3;

/** 0 to 1: whether the capability does what is wanted. */
function agreement({ isQuestion, isNeed, main, helping }: Wanted, { actions, operation }: IntentDocument): number {
  const best = (wanted: readonly string[]): number => {
    let most = 0;
    for (const action of wanted)
      for (const [done, sureness] of actions) most = Math.max(most, likeness(action, done) * sureness);
    return most;
  };
  if (main.length === 0 && isNeed) return operation.hints.readOnly ? neededRead : Math.max(0.9, best(helping));
  if (main.length === 0) return operation.hints.readOnly ? 1 : Math.max(0.8, best(helping));
  const direct = best(main);
  if (isQuestion) return operation.hints.readOnly ? Math.max(0.9, best(helping)) : askedOfWrite;
  const helped = best(helping);
  if (main.every(isReading) && helping.every(isReading)) return Math.max(0.3, direct);
  return Math.max(0.15, direct, 0.8 * helped);
}

/** The sentence, as capabilities are judged by. */
interface Asked {
  readonly met: readonly Met[];
  readonly wanted: Wanted;
  /** The terms of all that it speaks of. */
  readonly spoken: ReadonlyMap<string, number>;
  readonly hasKey: boolean;
  /** As `sentenceKey` gives it. */
  readonly key: string;
}

function judge(document: IntentDocument, index: number, { met, wanted, spoken, key, hasKey }: Asked): Ranked {
  if (document.intents.has(key)) return { document: index, score: declaredScore, confidence: 1, evidence: null };
  const evidence = {
    ...coverageOf(met, index),
    isWrite: !document.operation.hints.readOnly,
    agreement: agreement(wanted, document),
    head: headMet(document, spoken),
  };
  const score =
    sumOf(met, index) *
    (0.3 + 0.7 * evidence.agreement) *
    (0.75 + 0.25 * evidence.head) *
    suitability(document, hasKey);
  const confidence = confidenceOf(evidence);
  return { document: index, score: score * (0.5 + 0.5 * confidence), confidence, evidence };
}

function sumOf(met: readonly Met[], index: number): number {
  return met.reduce((sum, { weight, strengths }) => sum + weight * (strengths[index] as number), 0);
}

/** How much of what the sentence says the capability says, too. */
function coverageOf(met: readonly Met[], index: number): Omit<Evidence, 'agreement' | 'head' | 'isWrite'> {
  let said = 0;
  let all = 0;
  let strongest = 0;
  let missed = 0;
  for (const { unit, weight, strengths, strict } of met) {
    const strength = strengths[index] as number;
    // What is wanted done is judged by agreement; a verb that says more is heard where it is said.
    if (unit.kind === 'action' && (!unit.actions.some(isTelling) || strength === 0)) continue;
    if (unit.isNamed && strength === 0) continue;
    const clear = Math.min(1, Math.max(strict[index] as number, nearness * strength) / outright);
    all += weight;
    said += weight * clear;
    if (unit.kind !== 'light') strongest = Math.max(strongest, strength);
    if (unit.kind === 'thing') missed += (1 - clear) * weight;
  }
  return { coverage: all === 0 ? 0 : said / all, said, strongest, missed };
}

/** Whoever names one thing wants that one, and whoever names none cannot call what needs its name. */
function suitability({ isOfOne, operation }: IntentDocument, hasKey: boolean): number {
  if (isOfOne === hasKey || !operation.hints.readOnly) return 1;
  return isOfOne ? 0.75 : 0.8;
}

/** How much of what a capability's head speaks of the sentence speaks of, too; what is near to it counts half. */
function headMet({ head }: IntentDocument, spoken: ReadonlyMap<string, number>): number {
  if (head.length === 0) return 0.5;
  const met = head.map((keys) => Math.max(...keys.map((key) => spoken.get(key) ?? 0)));
  return met.reduce((sum, share) => sum + share, 0) / head.length;
}
