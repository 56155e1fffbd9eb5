/** Which files of a folder are documents of APIs: those that say so at their root, and no parts of others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Paths of the documents below a folder, in code-unit order. */
export function documentsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => isDocument(readFileSync(join(folder, path), 'utf8')))
    .toSorted();
}

/** A root that says `openapi` or `swagger`: in YAML a line of its own, in JSON a key that nothing but white space may stand before. */
function isDocument(text: string): boolean {
  return text.trimStart().startsWith('{') ? isJsonDocument(text) : /^["']?(openapi|swagger)["']?\s*:/m.test(text);
}

function isJsonDocument(text: string): boolean {
  if (!/"(openapi|swagger)"\s*:/.test(text)) return false;
  try {
    const root = JSON.parse(text) as Record<string, unknown>;
    return 'openapi' in root || 'swagger' in root;
  } catch {
    // What says to be a document and cannot be read is a finding of its own.
    return true;
  }
}
