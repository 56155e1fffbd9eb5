/** The forms under which a word of unknown language is compared with others. */
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { fold } from './tokens.ts';

/** A word's stems; the same text in both where the languages agree. */
export interface Stems {
  readonly english: string;
  readonly spanish: string;
}

/** Shorter ones are shared by words that have nothing in common: `pag` is of `pagar` and of `pages`. */
const shortestStem = 4;

const known = new Map<string, Stems>();
/** Sentences come from anyone: what is remembered of their words is bounded. */
const knownWords = 20_000;

/** Stems of a folded word, in both languages; the word itself where a stem would be too short to tell anything. */
export function stemsOf(word: string): Stems {
  let stems = known.get(word);
  if (stems === undefined) {
    if (known.size >= knownWords) known.clear();
    known.set(word, (stems = makeStems(word)));
  }
  return stems;
}

function makeStems(word: string): Stems {
  if (word.length < shortestStem) return { english: word, spanish: word };
  return { english: longEnough(fold(english(word)), word), spanish: longEnough(fold(spanish(accented(word))), word) };
}

function longEnough(stem: string, word: string): string {
  return stem.length < shortestStem ? word : stem;
}

/** The Spanish stemmer takes `facturación` apart and leaves `facturacion` whole. */
function accented(word: string): string {
  return word.replace(/ion$/, 'ión').replace(/ogia(s?)$/, 'ogía$1');
}

const clitics = ['me', 'te', 'se', 'nos', 'le', 'les', 'lo', 'los', 'la', 'las'];

/** `muestrame` → `muestra`, `mandaselo` → `mandase`, `manda`: an imperative without its pronouns, one or both. */
export function withoutClitics(word: string): readonly string[] {
  const cut = (text: string): readonly string[] =>
    clitics.filter((clitic) => text.endsWith(clitic)).map((clitic) => text.slice(0, -clitic.length));
  const once = cut(word);
  return [...once, ...once.flatMap(cut)].filter((verb) => verb.length > 2);
}

/** Shorter keys are shared by chance. */
const shortestKey = 5;

/**
 * A key that related words of the two languages share: `inventario` and `inventory`, `suscripcion` and `subscription`.
 * Null for words that are too short for it.
 */
export function cognateKey(word: string): string | null {
  if (word.length < 6) return null;
  const plain = word
    .replace(/(?:ciones|cion|tions|tion)$/, 't')
    .replace(/(?:siones|sion|sions)$/, 's')
    .replace(/(?:idades|idad|ities|ity)$/, 'd')
    .replace(/(?:ias|ia|ies|y|ios|io)$/, '')
    .replace(/(?:amente|mente|ally|ly)$/, '')
    .replace(/(?:adores|ador|ators|ator|edor|er|ers)$/, 'r')
    .replace(/ph/g, 'f')
    .replace(/th/g, 't')
    .replace(/qu|k|ch/g, 'c')
    .replace(/^sub?s(?=c)/, 'su')
    .replace(/^es(?=[cpt])/, 's')
    .replace(/y/g, 'i')
    .replace(/z/g, 's')
    .replace(/(.)\1+/g, '$1')
    .replace(/s$/, '');
  const key = plain.slice(0, 1) + plain.slice(1).replace(/[aeiouh]/g, '');
  return key.length < shortestKey ? null : key;
}
