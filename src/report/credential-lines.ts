/** Lines of manifests as they are shown: a credential that somebody wrote down in plain text stands in no report. */

/** What stands under `auth` and is no secret; whatever else stands there may be one, under a misspelt name too. */
const open = new Set('type in name prefix username clientId tokenUrl scopes audience clientAuth secret'.split(' '));

const authField = /^\s*(?:- +)?["']?auth["']?\s*:/;
const field = /^(\s*(?:- +)?["']?([\w-]+)["']?\s*:\s*)(.*)$/;
/** A member of a mapping in braces, and its value where that is no mapping or list itself. */
const member = /(["']?([\w-]+)["']?\s*:\s*)("(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^\s,{}[\]"'][^,{}[\]]*)/g;

/** One of the lines of a file, with a star for each character of what may be a credential. */
export function withoutCredentials(lines: readonly string[], index: number): string {
  const line = lines[index] ?? '';
  const isAuth = authField.test(line);
  if (!isAuth && !isUnderAuth(lines, index)) return line;
  const [, lead, name = '', value = ''] = field.exec(line) ?? [];
  // The rest of a text that goes over several lines.
  if (lead === undefined) return /^\s*[\]}{[,#]/.test(line) ? membersHidden(line) : hidden(line);
  if (/^[{[]/.test(value)) return lead + membersHidden(value);
  return !isAuth && open.has(name) ? line : lead + hidden(value);
}

function membersHidden(text: string): string {
  return text.replace(member, (all, lead: string, name: string, value: string) =>
    open.has(name) ? all : lead + hidden(value),
  );
}

/** The words of YAML that are no text are left: they say what was wrong. */
function hidden(text: string): string {
  if (/^(?:true|false|null|~)?\s*(?:#.*)?$/.test(text)) return text;
  return text.replaceAll(/\S/gu, '*');
}

/** Whether a line that is less indented, and leads to this one, is the field `auth`. */
function isUnderAuth(lines: readonly string[], index: number): boolean {
  let indent = indentOf(lines[index] ?? '');
  for (let above = index - 1; above >= 0 && indent > 0; above--) {
    const line = lines[above] ?? '';
    if (/^\s*(?:#|$)/.test(line) || indentOf(line) >= indent) continue;
    if (authField.test(line)) return true;
    indent = indentOf(line);
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
