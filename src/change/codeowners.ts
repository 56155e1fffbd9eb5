/**
 * Who reviews which folder → the part of a CODEOWNERS file that says so, between two lines that mark it.
 *
 * @see https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */

/** Owners as code hosts write them: `@user`, `@organization/team`, `somebody@example.com`. */
export interface Owners {
  /** From the repository's root to the workspace, with `/`; empty when they are the same. */
  readonly workspace: string;
  readonly system: readonly string[];
  readonly tenants: readonly { readonly name: string; readonly owners: readonly string[] }[];
}

/** The marked lines for a workspace; empty when nobody owns anything. The last pattern that matches counts. */
export function ownersSection({ workspace, system, tenants }: Owners): string[] {
  const root = workspace === '' ? '/' : `/${pattern(workspace)}/`;
  const rules = [
    ...(system.length === 0 ? [] : [rule(root === '/' ? '*' : root, system)]),
    ...tenants
      .filter(({ owners }) => owners.length > 0)
      .map(({ name, owners }) => rule(`${root}tenants/${name}/`, owners)),
  ];
  if (rules.length === 0) return [];
  const begin = `${mark(workspace, 'begin')} (from spec.owners of its manifests, by "smarteros codeowners --write")`;
  return [begin, ...rules, mark(workspace, 'end')];
}

/**
 * The file's text with the workspace's section replaced, removed (when it is empty) or put at the end. Everything else
 * stays as it is, its line breaks too. Null when the marking lines do not make one pair, so that nobody can tell what is between them.
 */
export function withOwners(text: string, workspace: string, section: readonly string[]): string | null {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const written = section.map((line) => line + lineBreak).join('');
  const lines = text.split(/(?<=\n)/);
  const begins = linesWith(lines, mark(workspace, 'begin'));
  const ends = linesWith(lines, mark(workspace, 'end'));
  const [begin, end] = [begins[0], ends[0]];
  if (begin === undefined && end === undefined) {
    if (section.length === 0 || text === '') return text + written;
    return `${text.endsWith('\n') ? text : text + lineBreak}${lineBreak}${written}`;
  }
  if (begin === undefined || end === undefined || begins.length + ends.length > 2 || end < begin) return null;
  return lines.slice(0, begin).join('') + written + lines.slice(end + 1).join('');
}

function linesWith(lines: readonly string[], start: string): number[] {
  return lines.flatMap((line, index) => (line.trimEnd() === start || line.startsWith(`${start} `) ? [index] : []));
}

function mark(workspace: string, which: 'begin' | 'end'): string {
  return `# smarteros: owners of /${pattern(workspace)} ${which}`;
}

function rule(path: string, owners: readonly string[]): string {
  return `${path} ${owners.join(' ')}`;
}

/** Code hosts agree on how to escape a blank, and on `?` for any one sign; signs with a meaning of their own become that. */
function pattern(path: string): string {
  return path.replaceAll(/[\\#*[\]\p{Cc}]/gu, '?').replaceAll(' ', String.raw`\ `);
}
