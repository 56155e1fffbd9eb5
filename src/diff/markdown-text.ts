/** Text of manifests → Markdown that shows it and does nothing else, on GitHub and GitLab. */
import { visible } from '../report/visible.ts';

/** Parts words for programs, and not for readers. */
const noWidth = '\u200b';

/**
 * Text between other text. Everything that Markdown or HTML could take for markup is escaped; what code hosts make links
 * and mentions of (`@team`, `#12`, `!12`, `https://…`) is parted by a space of no width.
 */
export function plainText(text: string): string {
  return visible(text, 'joined')
    .replaceAll(/[@#!$%^~&](?=[\w\p{L}[\]])/gu, `$&${noWidth}`)
    .replaceAll(/https?:|ftp:|mailto:|www\.|GH-/gi, `$&${noWidth}`)
    .replaceAll(/[0-9a-f]{6}(?=[0-9a-f])/gi, `$&${noWidth}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()|~]/g, '\\$&');
}

/** Text as code: nothing in it is taken for anything, whatever it holds. */
export function codeText(text: string): string {
  const shown = visible(text, 'joined');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const needsSpace = shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '';
  return needsSpace ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** Text inside an HTML comment. */
export function commentText(text: string): string {
  return visible(text, 'joined').replaceAll(/[<>]|--+/g, '_');
}
