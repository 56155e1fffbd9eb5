/** VS Code's settings for a workspace, merged into what is there: comments and everything else stay. */
import { applyEdits, modify, parse, type ParseError, parseTree } from 'jsonc-parser';
import { schemaFile } from './modeline.ts';

/** The extension that reads modelines and `yaml.schemas`. */
const extension = 'redhat.vscode-yaml';

/** Where manifests stand. OpenAPI documents lie beside providers, under names that are none of these. */
const globs: readonly string[] = [
  'system.yaml',
  'plans/*.yaml',
  'contracts/*.yaml',
  'environments/*.yaml',
  'tenants/*/tenant.yaml',
  'tenants/*/clients/*.yaml',
  'tenants/*/capabilities/*.yaml',
  'providers/*/provider.yaml',
  'providers/*/endpoints/*.yaml',
];

/** The text of `settings.json` with the schema in it; null when `text` (null for no file) cannot be merged into. */
export function withSchemaSetting(text: string | null): string | null {
  return merged(text, ['yaml.schemas', `./${schemaFile}`], globs, {});
}

/** The text of `extensions.json` with the YAML extension in it, or null as above. */
export function withExtension(text: string | null): string | null {
  const found = text === null ? {} : objectOf(text);
  if (found === null) return null;
  const listed = found['recommendations'];
  if (listed !== undefined && !Array.isArray(listed)) return null;
  if (listed?.includes(extension) === true) return text;
  return merged(text, ['recommendations', listed?.length ?? 0], extension, { isInsertion: true });
}

/** What to write by hand where a file cannot be merged into. */
export const byHand: Readonly<Record<'settings' | 'extensions', string>> = {
  settings: JSON.stringify({ 'yaml.schemas': { [`./${schemaFile}`]: globs } }, null, 2),
  extensions: JSON.stringify({ recommendations: [extension] }, null, 2),
};

interface Insertion {
  readonly isInsertion?: boolean;
}

function merged(
  text: string | null,
  path: readonly (string | number)[],
  value: unknown,
  { isInsertion }: Insertion,
): string | null {
  const before = text === null || text.trim() === '' ? '{}\n' : text;
  const found = objectOf(before);
  if (found === null) return null;
  const [name = '', ...rest] = path.map(String);
  if (Object.keys(found).length > 0 && !(name in found)) {
    const whole = typeof path[1] === 'string' ? { [rest[0] as string]: value } : [value];
    return atTheTop(before, name, whole);
  }
  if (found[name] !== undefined && (typeof found[name] !== 'object' || found[name] === null)) return null;
  const formattingOptions = { tabSize: 2, insertSpaces: true, eol: lineEnd(before) };
  return applyEdits(
    before,
    modify(before, [...path], value, { formattingOptions, isArrayInsertion: isInsertion === true }),
  );
}

/** Below the opening brace: behind the last property, a comment on its line would come to stand behind the new one. */
function atTheTop(before: string, name: string, value: unknown): string {
  const start = (parseTree(before, [], { allowTrailingComma: true })?.offset ?? 0) + 1;
  const property = `  ${JSON.stringify(name)}: ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')},`;
  const end = lineEnd(before);
  return `${before.slice(0, start)}${end}${property.replaceAll('\n', end)}${before.slice(start)}`;
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Null for what is no JSON with comments, or no object: nothing can be added to it. */
function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return errors.length === 0 && isObject ? (value as Readonly<Record<string, unknown>>) : null;
}
