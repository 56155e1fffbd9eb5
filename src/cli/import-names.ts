/** Words of a stranger's document, as names and on a terminal. */
import { nameLike } from './scaffold-file.ts';

/** `Acme Orders REST API v2` → `acme-orders`; null when nothing like a name is left. */
export function derivedName(title: string): string | null {
  const words = title.replaceAll(/\b(?:rest|http|web|public|open|api|apis|service|v?\d+(?:\.\d+)*)\b/gi, ' ');
  return nameLike(words, '-') ?? nameLike(title, '-');
}

/** A text on one line of a terminal, without what would steer it. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
}
