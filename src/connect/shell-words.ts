/** Words of a command line, written so that a shell gives the program exactly what is meant. */

/** Whose rules of quoting hold: a POSIX shell's (sh, bash, zsh), or PowerShell's. */
export type Shell = 'posix' | 'powershell';

/** A word as it is, or one that ends with what an environment variable holds. */
export type Word = string | { readonly text: string; readonly variable: string };

/** One line to paste. Words that a shell takes as they are stand without quotes. */
export function shellLine(words: readonly Word[], shell: Shell): string {
  const line = words.map((word) => quoted(word, shell)).join(' ');
  // PowerShell takes a line that begins with a string for a value, and prints it.
  return shell === 'powershell' && /^['"]/.test(line) ? `& ${line}` : line;
}

/** Nothing in it means anything to either shell; `=`, `~`, `%`, `@` and the like do at the beginning of a word, or in PowerShell. */
const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./:+-]*$|^--?[A-Za-z0-9][A-Za-z0-9-]*$/;

/** PowerShell keeps `--` to itself before a script such as npm's, unless it is quoted. */
function isPlain(word: string, shell: Shell): boolean {
  return word === '--' ? shell === 'posix' : plain.test(word);
}

function quoted(word: Word, shell: Shell): string {
  if (typeof word === 'string') return isPlain(word, shell) ? word : single(word, shell);
  return shell === 'posix'
    ? `"${word.text.replaceAll(/["$\\`]/g, String.raw`\$&`)}$${word.variable}"`
    : `"${word.text.replaceAll(/["$`\u201c-\u201e]/g, '`$&')}$env:${word.variable}"`;
}

/** PowerShell ends a string at typographic quotes too, and takes two of any kind for one. */
function single(word: string, shell: Shell): string {
  return shell === 'posix'
    ? `'${word.replaceAll("'", String.raw`'\''`)}'`
    : `'${word.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}
