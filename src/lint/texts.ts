/** The texts of a tool that models read, as their authors wrote them: profiles shorten them, and join them with others. */
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';

/** One text. `prose` is written to be read; other texts are values and names, which only happen to be read. */
export interface ToolText {
  readonly text: string;
  readonly prose: boolean;
}

/** Each text of a tool once: title, description, and of its schemas the words, the values and the names. */
export function textsOf({ title, description, input, output, result }: Operation): ToolText[] {
  const found = new Map<string, boolean>([
    [title, true],
    [description, true],
  ]);
  collect(input, found);
  // What is passed on as it came is listed without a schema.
  if (output !== null && result !== null) collect(output, found);
  return [...found].map(([text, prose]) => ({ text, prose }));
}

const words = new Set(['title', 'description', '$comment']);

/** Takes every string and every key: a model reads them all, whatever keyword they stand under. */
function collect(value: Json, found: Map<string, boolean>): void {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' && !found.has(value)) found.set(value, false);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collect(item, found);
    return;
  }
  for (const [key, entry] of Object.entries(value)) {
    if (!found.has(key)) found.set(key, false);
    if (words.has(key) && typeof entry === 'string') found.set(entry, true);
    else collect(entry, found);
  }
}
