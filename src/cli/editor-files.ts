/** The files in `.vscode/` that make editors know manifests. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { editorSchemaText } from '../change/editor-schema.ts';
import { byHand, withExtension, withSchemaSetting } from '../change/editor-settings.ts';
import { schemaFile } from '../change/modeline.ts';
import { replaceFile } from './replace-file.ts';

/** What became of one file; `manual` is what to add by hand to one that cannot be merged into. */
export interface EditorFile {
  readonly path: string;
  readonly state: 'written' | 'fine' | 'manual';
  readonly manual: string;
}

/** Writes the schema, and what is missing in `settings.json` and `extensions.json`, below a workspace's folder. */
export function writeEditorFiles(folder: string): EditorFile[] {
  return [
    write(folder, schemaFile, () => editorSchemaText(), ''),
    write(folder, '.vscode/settings.json', withSchemaSetting, byHand.settings),
    write(folder, '.vscode/extensions.json', withExtension, byHand.extensions),
  ];
}

function write(
  folder: string,
  path: string,
  change: (text: string | null) => string | null,
  manual: string,
): EditorFile {
  const file = join(folder, path);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const after = change(before);
  if (after === null) return { path, state: 'manual', manual };
  if (after === before) return { path, state: 'fine', manual: '' };
  if (before !== null) replaceFile(file, after);
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, after, { flag: 'wx' });
  }
  return { path, state: 'written', manual: '' };
}
