import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Fix, Problem, Span } from '../problem.ts';
import { parseManifest } from './parse.ts';
import { hashOf } from './read.ts';

const folder = new URL('cases/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** `cases/<name>.yaml` names the path that it pretends to have; `cases/<name>.json` is what reading it gives. */
test.each(names)('%s is read as its golden file says', async (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const path = /^# path: (\S+)/m.exec(text)?.[1] as string;
  const { resources, broken, problems } = parseManifest({ path, text, hash: hashOf(text) });
  const result = {
    valid: resources.map(({ kind, name: resource, line }) => `${line}: ${kind} ${resource}`),
    broken: broken.map(({ kind, name: resource, tenant, line }) => `${line}: ${kind} ${resource} of ${tenant}`),
    problems: problems.map((problem) => ({
      at: placeOf(problem),
      code: problem.code,
      message: problem.message,
      hint: problem.hint,
      ...(problem.related === undefined
        ? {}
        : { related: `${rangeOf(problem.related.span)} ${problem.related.message}` }),
      ...(problem.fix === undefined ? {} : { fix: fixOf(problem.fix) }),
    })),
  };
  await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot(`cases/${name.replace('.yaml', '.json')}`);
});

function placeOf({ severity, span }: Problem): string {
  return severity === 'warning' ? `${rangeOf(span)} warning` : rangeOf(span);
}

function rangeOf({ line, column, endLine, endColumn }: Span): string {
  return `${line}:${column}-${endLine === line ? '' : `${endLine}:`}${endColumn}`;
}

function fixOf({ title, edits, move }: Fix): string {
  const made = edits.map(({ span, text }) => `${rangeOf(span)} becomes ${JSON.stringify(text)}`);
  return [title, ...made, ...(move === undefined ? [] : [`moves to ${move.to}`])].join('; ');
}

test('a parsed file survives the way through JSON', () => {
  for (const name of names) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const parsed = parseManifest({ path: 'tenants/demo/tenant.yaml', text, hash: hashOf(text) });
    expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
  }
});
