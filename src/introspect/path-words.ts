/** What a path template says: the things that it names, in order, without what every path of an API begins with. */
import { wordsIn } from './words.ts';

/** One step of a path. */
export interface PathStep {
  /** Words of a fixed step; null for a parameter. `chat.postMessage` is two steps. */
  readonly words: readonly string[] | null;
  /** A parameter's name; empty for a fixed step. */
  readonly parameter: string;
  /** Says nothing about what is meant: `api`, `v1`. */
  readonly isNoise: boolean;
  /** Joined to the step before it by a dot or a colon, as in `chat.postMessage`, `orders/{id}:cancel`. */
  readonly isMethod: boolean;
}

const noise = /^(?:apis?|rest|restapi|webapi|rpc|jsonrpc|wp json|wc|odata|json|xml|index php|latest|ajax|gateway)$/;
const version = /^(?:v\d.*|\d+(?: \d+)*(?: (?:alpha|beta)\d*)?|\d{4} \d\d \d\d)$/;

/** Reads a path template; what is no template is read as one. */
export function pathSteps(path: string): PathStep[] {
  const clean = path.slice(0, 2000).replace(/[?#].*$/s, '');
  const steps = clean.split('/').flatMap(stepsOf);
  // Where nothing else is said, that is what the path says.
  return steps.some(({ words, isNoise }) => words !== null && !isNoise)
    ? steps
    : steps.map((step) => ({ ...step, isNoise: step.words !== null && isVersion(step.words) }));
}

function stepsOf(segment: string): PathStep[] {
  const bare = segment.replace(/\.(?:json|xml|php|do|aspx?)$/i, '');
  const parameters = [...bare.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
  const parts = bare
    .replaceAll(/\{[^{}]*\}/g, ' ')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.(?:io|com|net|org|dev|cloud)$/, '$1')
    .split(/[.:](?=[A-Za-z])/)
    .map((part) => wordsIn(decoded(part)));
  const whole = parts.flat();
  const isOne = isVersion(whole) || noise.test(whole.join(' '));
  const fixed = (isOne ? [whole] : parts)
    .filter((words) => words.length > 0)
    .map((words, index) => fixedStep(words, !isOne && (index > 0 || (parameters.length > 0 && /[:]/.test(bare)))));
  const held = parameters.map((parameter) => ({ words: null, parameter, isNoise: false, isMethod: false }));
  return bare.startsWith('{') ? [...held, ...fixed] : [...fixed, ...held];
}

function fixedStep(words: readonly string[], isMethod: boolean): PathStep {
  return { words, parameter: '', isNoise: noise.test(words.join(' ')) || isVersion(words), isMethod };
}

function isVersion(words: readonly string[]): boolean {
  return version.test(words.join(' '));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
