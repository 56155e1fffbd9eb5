/** Text of manifests → text that shows what it is, for reports that other programs display. */

/** How a path or a sentence may break over lines: `\n` is kept, or becomes a blank. */
export type Lines = 'kept' | 'joined';

/**
 * Replaces what a display could take for a command or show as something else than it is: control characters, marks that
 * turn the direction of text, and halves of surrogate pairs, each by U+FFFD. Tabs become blanks.
 */
export function visible(text: string, lines: Lines): string {
  const joined = text
    .toWellFormed()
    .replaceAll('\t', ' ')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\n', lines === 'kept' ? '\n' : ' ');
  return joined.replaceAll(
    /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu,
    '\uFFFD',
  );
}
