/** An explanation as people read it in a terminal. */
import type { Json } from '../schema.ts';
import type { Explanation } from './explain.ts';
import type { Fact, Section } from './fact.ts';
import { sourceText } from './place.ts';

/** How it is printed. */
export interface PrettyOptions {
  readonly color: boolean;
}

type Paint = (style: keyof typeof styles, text: string) => string;

const styles = { title: 1, place: 2, over: 33 } as const;

const plain: Paint = (_style, text) => text;
const colored: Paint = (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m`;

/** All sections, each fact on a line with its place, and below it what it goes before. */
export function explanationText({ sections }: Explanation, { color }: PrettyOptions): string {
  const paint = color ? colored : plain;
  return sections
    .filter(({ facts }) => facts.length > 0)
    .map((section) => sectionText(section, paint))
    .join('\n');
}

/** Longer values push their place out of its column, and nothing else. */
const widestValue = 76;

function sectionText({ title, facts }: Section, paint: Paint): string {
  const nameWidth = Math.max(...facts.map(({ name }) => name.length));
  const texts = facts.flatMap((fact) => [textOf(fact), ...fact.over.map(({ value }) => overText(value))]);
  const valueWidth = Math.min(widestValue, Math.max(...texts.map((text) => text.length)));
  const lines = facts.flatMap((fact) => [
    `  ${visible(fact.name).padEnd(nameWidth)}  ${visible(textOf(fact)).padEnd(valueWidth)}  ${paint('place', sourceText(fact.from))}`,
    ...fact.over.map(
      (other) =>
        `  ${' '.repeat(nameWidth)}  ${paint('over', overText(other.value).padEnd(valueWidth))}  ${paint('place', sourceText(other.from))}`,
    ),
  ]);
  return `${paint('title', title)}\n${lines.join('\n')}\n`;
}

function textOf({ value, words }: Fact): string {
  return words ?? plainText(value);
}

function overText(value: Json): string {
  return `goes before ${visible(plainText(value))}`;
}

function plainText(value: Json): string {
  if (value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What manifests hold could otherwise move the cursor, or show in another order than it stands. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');
}
