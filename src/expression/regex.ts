/**
 * Regular expressions whose worst case is known. The engine backtracks and cannot be interrupted, so that what a pattern
 * may cost is bounded before it runs: without repeated groups, back references and lookaround, a search takes at most
 * (length of the text) × (the choices of each repetition) steps. From that follows how long a text may be.
 */
import { bounds, exceed } from './bounds.ts';

/** A pattern that could search no longer texts than this is not worth having. */
const shortestLimit = 50;

/** Why a pattern is not taken, ending the sentence "It …"; null for one that is. */
export function patternFault(source: string): string | null {
  const cost = costOf(source);
  return typeof cost === 'string' ? cost : longestText(cost) < shortestLimit ? 'may take far too many steps' : null;
}

/** Repetitions without an end, and the product of the choices of all others. */
interface Cost {
  readonly endless: number;
  readonly choices: number;
}

/** The longest text that a pattern of this cost may search. */
function longestText({ endless, choices }: Cost): number {
  return Math.min(bounds.characters, Math.floor((bounds.search / choices) ** (1 / (endless + 1))));
}

const token =
  /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?<?[=!]|\((?:\?:|\?<[^>]*>)?|[)|^$.]|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/g;

function costOf(source: string): Cost | string {
  let endless = 0;
  let choices = 1;
  let before = '';
  for (const [part] of source.matchAll(token)) {
    if (/^\(\?<?[=!]/.test(part)) return 'looks ahead or behind (?=…)';
    if (/^\\(?:[1-9]|k)/.test(part)) return 'refers back to a group';
    if (part === '|') choices *= 2;
    const repeated = /^(?:([*+])|(\?)|\{(\d+)(?:(,)(\d*))?\})\??$/.exec(part);
    if (repeated !== null && before !== '') {
      const [, star, maybe, from, comma, to] = repeated;
      if (before === ')' && maybe === undefined) return 'repeats a group';
      if (star !== undefined || (comma !== undefined && to === '')) endless++;
      else if (maybe !== undefined) choices *= 2;
      else choices *= Math.max(1, Number(to ?? from) - (comma === undefined ? Number(from) : Number(from)) + 1);
      if (from !== undefined && Number(to === undefined || to === '' ? from : to) > 1_000)
        return 'counts further than 1000';
    }
    before = part;
  }
  return { endless, choices };
}

/** What JSONata takes for its engine: searches within the bounds, and ends the evaluation for longer texts. */
export class BoundedRegExp extends RegExp {
  readonly #longest: number;

  constructor(pattern: RegExp | string, flags?: string) {
    super(pattern, flags ?? (typeof pattern === 'string' ? '' : pattern.flags));
    const cost = costOf(this.source);
    this.#longest = typeof cost === 'string' ? 0 : longestText(cost);
  }

  override exec(text: string): RegExpExecArray | null {
    if (text.length > this.#longest)
      exceed(`/${this.source}/ may search texts of ${this.#longest} characters at most, and one has ${text.length}`);
    return super.exec(text);
  }
}
