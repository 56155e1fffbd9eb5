/** Where a key comes from and where it goes, beside what is pasted. */
import { placeholder, type Setup, type Target } from '../connect/setup.ts';
import { shellLine } from '../connect/shell-words.ts';
import { isHere } from './connect-target.ts';

/** Sentences about the key, and the line that makes one; empty where a client needs none, or has been given it. */
export function keyRemark({ pieces }: Setup, { name, url, key, shell }: Target, workspace: string | null): string {
  const place = placeOf(pieces.map(({ text }) => text).join('\n'), key.variable);
  if (place === null) return '';
  const flags = ['--tenant', name, '--client', 'agent', '--allow', '*'];
  const folder = workspace === null ? [] : ['--workspace', workspace];
  const line = shellLine(['smarteros', 'key', 'create', ...flags, ...folder], shell);
  const where = workspace === null ? 'This, where the manifests are, prints a new key' : 'This prints a new key';
  const own = workspace !== null && isHere(url) ? ' --show-key puts in the key of this machine.' : '';
  return `${where}; ${place}.${own}\n  ${line}\n`;
}

/** Null when nothing in the text waits for a key. */
function placeOf(text: string, variable: string): string | null {
  if (text.includes(placeholder)) return `put it in place of ${placeholder}`;
  if (text.includes('${input:')) return 'the editor asks for it';
  return text.includes(variable) ? `put it into ${variable}` : null;
}
