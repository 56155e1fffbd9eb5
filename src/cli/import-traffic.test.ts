/** What is drafted from recordings passes `check`, whole: nothing has to be set aside for an error, and no value is in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftProvider } from '../introspect/draft.ts';
import { everything } from '../introspect/everything.fixture.ts';
import type { Introspection } from '../introspect/introspection.ts';
import { hashOf, type SourceFile } from '../manifest/read.ts';
import { readTraffic } from '../traffic/read-traffic.ts';
import { proveDraft } from './import-proof.ts';

const cases = join(import.meta.dirname, '../traffic/cases');

function file(path: string, text: string): SourceFile {
  return { path, text, hash: hashOf(text) };
}

const workspace = [
  file('system.yaml', 'apiVersion: smarteros/v1\nkind: System\nmetadata: { name: test }\nspec: {}\n'),
  file(
    'tenants/demo/tenant.yaml',
    'apiVersion: smarteros/v1\nkind: Tenant\nmetadata: { name: demo }\nspec: { rut: 76.086.428-5, businessName: Demo SpA, type: customer, status: active }\n',
  ),
];

test.each([
  ['chrome.har', 5],
  ['firefox.har', 5],
  ['shop.postman.json', 5],
  ['commands.sh', 7],
])('%s gives %i capabilities without an error', (name, count) => {
  const source = readTraffic(readFileSync(join(cases, name), 'utf8')) as Introspection;
  const draft = draftProvider(source, everything);
  if ('misuse' in draft) throw new Error(draft.misuse);
  const proven = proveDraft(workspace, draft);
  expect(proven.errors).toEqual([]);
  expect(proven.draft.setAside).toEqual(draft.setAside);
  expect(proven.draft.capabilities).toHaveLength(count);
  const written = proven.draft.files.map(({ text }) => text).join('\n');
  expect(written).not.toMatch(/planted|873451|123456|9172|polera|gorro|correo/);
});
