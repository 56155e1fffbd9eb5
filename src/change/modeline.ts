/** The comment that tells editors which schema a file follows, as yaml-language-server reads it. */

/** Where a workspace keeps the schema of its manifests for editors. */
export const schemaFile = '.vscode/smarteros.schema.json';

const anyModeline = /^#\s*yaml-language-server\s*:\s*\$schema=(\S+)\s*$/;

/** A modeline taken off a text, and what is left. */
export interface Headless {
  /** The schema that it names; null when there was none. */
  readonly schema: string | null;
  readonly text: string;
}

/** Takes the modeline off a text, when it is among the comments above everything else. */
export function withoutModeline(text: string): Headless {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const schema = anyModeline.exec(line.trim())?.[1];
    if (schema !== undefined) return { schema, text: lines.filter((_line, at) => at !== index).join('\n') };
    if (line.trim() !== '' && !line.trim().startsWith('#')) break;
  }
  return { schema: null, text };
}

/**
 * The schema that a file's modeline should name. What an author chose stays; one of ours is made to lead to where the
 * schema is. `found` is the path from the file, null when the workspace keeps no schema.
 */
export function modelineSchema(written: string | null, found: string | null): string | null {
  const isOurs = written === null || written.endsWith(`/${schemaFile}`) || written === schemaFile;
  return isOurs ? (found ?? written) : written;
}

/** The line itself. */
export function modeline(schema: string): string {
  return `# yaml-language-server: $schema=${schema}`;
}

/** The path of the schema from a file of the workspace, given by its path there: `../../.vscode/smarteros.schema.json`. */
export function schemaPathFrom(path: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  return `${up}${schemaFile}`;
}
