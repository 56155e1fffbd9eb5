/** The version that a person means. */
import type { KeptVersion } from './kept-version.ts';

/** The version with these first digits, best of the environment that is given, or a sentence that says which there are. */
export function chooseVersion(
  versions: readonly KeptVersion[],
  wanted: string,
  environment: string | null,
): KeptVersion | { readonly unknown: string } {
  const found = isVersionName(wanted) ? versions.filter(({ version }) => version.startsWith(wanted.toLowerCase())) : [];
  // What changes nothing for a table may be one version of several environments.
  const [best] = found.toSorted(
    (a, b) => Number(b.environment === environment) - Number(a.environment === environment),
  );
  if (best !== undefined && found.every(({ version }) => version === best.version)) return best;
  const why = !isVersionName(wanted)
    ? 'names no version, which takes its first twelve digits or more'
    : found.length > 1
      ? 'is the beginning of several versions'
      : 'is no version that is kept';
  return { unknown: `"${wanted.slice(0, 80).toWellFormed()}" ${why}. ${whatThereIs(versions)}` };
}

/** True for what can name a version: twelve of its digits, as they are shown, or more. */
export function isVersionName(text: string): boolean {
  return /^[0-9a-f]{12,64}$/i.test(text);
}

/** How many are named in a sentence; "smarteros versions" lists all. */
const shownVersions = 8;

function whatThereIs(versions: readonly KeptVersion[]): string {
  if (versions.length === 0) return 'None is kept yet: the first is, a moment after a gateway has started.';
  const shown = versions.slice(0, shownVersions).map(({ version, at, commit }) => {
    return `${version.slice(0, 12)} (${at.slice(0, 16)}Z${commit === null ? '' : `, commit ${commit.slice(0, 7)}`})`;
  });
  const more = versions.length - shown.length;
  return `There are: ${shown.join(', ')}${more > 0 ? `, and ${more} older ones` : ''}.`;
}
