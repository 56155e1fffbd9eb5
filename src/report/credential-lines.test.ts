import { describe, expect, test } from 'vitest';
import { parseManifest } from '../manifest/parse.ts';
import { hashOf } from '../manifest/read.ts';
import { withoutCredentials } from './credential-lines.ts';
import { renderProblems } from './pretty.ts';

const secret = 'hunter2-is,no{password';
const head = 'apiVersion: smarteros/v1\nkind: Provider\nmetadata: { tenant: demo, name: shop }\nspec:\n';
const base = '  baseUrl: https://shop.example\n';

describe('a credential in plain text is not repeated by what is said of it', () => {
  test.each([
    ['a token', `${head}${base}  auth:\n    type: bearer\n    token: ${secret}\n`],
    ['under a misspelt name', `${head}${base}  auth:\n    type: bearer\n    tokn: ${secret}\n`],
    ['in quotes', `${head}${base}  auth:\n    type: bearer\n    "token": "${secret}"\n`],
    ['in braces', `${head}${base}  auth: { type: bearer, token: "${secret}" }\n`],
    ['in braces of its own', `${head}${base}  auth:\n    type: bearer\n    token: { value: '${secret}' }\n`],
    ['as all there is', `${head}${base}  auth: ${secret}\n`],
    ['over two lines', `${head}${base}  auth:\n    type: bearer\n    token: >-\n      ${secret}\n    more: 1\n`],
    ['on the line before', `${head}${base}  auth:\n    type: bearer\n    token: ${secret}\n  authh: x\n`],
    ['beside another mistake', `${head}${base}  auth: { typ: basic, username: me, password: '${secret}' }\n`],
    ['as JSON', `${head}${base}  "auth": {\n    "type": "bearer",\n    "token": "${secret}"\n  }\n`],
  ])('%s', (_what, text) => {
    const path = 'tenants/demo/providers/shop/provider.yaml';
    const { problems } = parseManifest({ path, text, hash: hashOf(text) });
    expect(problems.length).toBeGreaterThan(0);
    const shown = renderProblems(problems, () => text, { color: false });
    for (const part of [secret, 'hunter2', 'password']) expect(shown.replaceAll('password:', '')).not.toContain(part);
  });
});

test('all else of a manifest is shown as it is, and carets stay where they belong', () => {
  const lines = [
    'spec:',
    '  auth:',
    '    # how shops know us',
    '    type: api_key',
    '    in: header',
    '    key: { secret: shop-key }',
    '    key: plain',
    '  network: private',
    '  key: value',
    '  auth: { type: bearer, token: plain, x: 1 }',
  ];
  expect(lines.map((_, index) => withoutCredentials(lines, index))).toEqual([
    ...lines.slice(0, 6),
    '    key: *****',
    ...lines.slice(7, 9),
    '  auth: { type: bearer, token: *****, x: * }',
  ]);
});
