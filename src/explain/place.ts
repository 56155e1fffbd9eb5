/** Where what decided a value stands, for people and programs. */
import { locate } from '../manifest/locate.ts';
import type { Span } from '../problem.ts';
import type { Origin } from '../table/resolved.ts';

/** A position, or the rule that holds where nobody said anything. */
export type Source =
  | { readonly file: string; readonly line: number; readonly column: number }
  | { readonly rule: string };

/** Turns origins into positions. */
export type Placer = (origin: Origin) => Source;

/** The text of a file by its path; undefined when there is none. */
export type TextOf = (path: string) => string | undefined;

/** Makes a placer that reads texts when it is asked for a place in them. */
export function createPlacer(textOf: TextOf): Placer {
  return (origin) => {
    switch (origin.kind) {
      case 'rule':
        return { rule: origin.why };
      case 'line': {
        const line = (textOf(origin.file) ?? '').split('\n', origin.line)[origin.line - 1] ?? '';
        return { file: origin.file, line: origin.line, column: line.length - line.trimStart().length + 1 };
      }
      case 'field':
        return positionOf(
          locate({ path: origin.file, text: textOf(origin.file) ?? '' }, origin.document, origin.path, 'value'),
        );
    }
  };
}

function positionOf({ file, line, column }: Span): Source {
  return { file, line, column };
}

/** `system.yaml:12:5`, or the rule. */
export function sourceText(source: Source): string {
  return 'rule' in source ? source.rule : `${source.file}:${source.line}:${source.column}`;
}
