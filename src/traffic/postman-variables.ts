/** `{{name}}` in a collection. Values of secrets stand for nothing, whatever the collection says. */
import type { NameValue } from './exchange.ts';
import { isSecretName } from './secret-names.ts';
import { member, textMember } from './json.ts';

/** What variables stand for. */
export interface Variables {
  /** The value of one; null for what is secret, or set elsewhere. */
  value(name: string): string | null;
  /** A text with what is known filled in; the rest stays as it is. */
  filled(text: string): string;
  /** A field's value: null when a variable that is not known makes it. */
  field(name: string, text: string): NameValue;
}

const place = /\{\{\s*([^{}]{1,100}?)\s*\}\}/g;
const longest = 20_000;

/** Reads a collection's list of variables. One variable may stand for another, a few steps deep. */
export function postmanVariables(list: readonly unknown[]): Variables {
  const values = new Map<string, string>();
  for (const each of list.slice(0, 1_000)) {
    const name = textMember(each, 'key') || textMember(each, 'id');
    const value = member(each, 'value');
    const isKnown = ['string', 'number', 'boolean'].includes(typeof value) && String(value) !== '';
    if (isKnown && textMember(each, 'type') !== 'secret' && !isSecretName(name))
      values.set(name, String(value).slice(0, 500));
  }
  function filled(text: string): string {
    let result = text.slice(0, longest);
    for (let step = 0; step < 3 && result.includes('{{'); step++) {
      result = result.replaceAll(place, (all, name: string) => values.get(name) ?? all).slice(0, longest);
    }
    return result;
  }
  return {
    value: (name) => values.get(name) ?? null,
    filled,
    field: (name, text) => {
      const value = filled(text);
      return { name, value: value.includes('{{') ? null : value };
    },
  };
}

/** The variable that is the whole of a text; null when the text is something else. */
export function loneVariable(text: string): string | null {
  return /^\{\{\s*([^{}]{1,100}?)\s*\}\}$/.exec(text)?.[1] ?? null;
}
