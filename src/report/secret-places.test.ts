/** A secret that somebody wrote down as it is stands in no report, however the manifest around it is wrong. */
import { expect, test } from 'vitest';
import { parseManifest } from '../manifest/parse.ts';
import { hashOf } from '../manifest/read.ts';
import { renderProblems } from './pretty.ts';
import { sarifLog } from './sarif.ts';

const secret = 'hunter2-is-no-password';
const head = 'apiVersion: smarteros/v1\nkind: Secret\nmetadata: { tenant: demo, name: token }\n';

const wrong: readonly (readonly [what: string, text: string])[] = [
  ['plain text', `${head}spec: { sealed: ${secret} }\n`],
  ['a list', `${head}spec: { sealed: [${secret}] }\n`],
  ['a mapping', `${head}spec: { sealed: { value: ${secret} } }\n`],
  ['another field', `${head}spec: { value: ${secret} }\n`],
  ['no field at all', `${head}spec: ${secret}\n`],
  ['a field beside spec', `${head}sealed: ${secret}\nspec: {}\n`],
  ['two fields on one line', `${head}spec: { sealed: ${secret}, sealed: ${secret} }\n`],
  ['text that is no YAML', `${head}spec:\n  sealed: ${secret}: 'x\n`],
  ['an anchor', `${head}spec:\n  sealed: &a ${secret}\n`],
  ['a tag', `${head}spec:\n  sealed: !secret ${secret}\n`],
  ['another kind', `${head.replace('Secret', 'Secrets')}spec: { sealed: ${secret} }\n`],
  ['another version', `${head.replace('/v1', '/v2')}spec: { sealed: ${secret} }\n`],
  ['a private key', `${head}spec: { sealed: x, recipients: [AGE-SECRET-KEY-1${secret}] }\n`],
];

test.each(wrong)('%s is not repeated', (_what, text) => {
  const path = 'tenants/demo/secrets/token.yaml';
  const { problems } = parseManifest({ path, text, hash: hashOf(text) });
  expect(problems.length).toBeGreaterThan(0);
  const textOf = () => text;
  const reports = [
    JSON.stringify(problems),
    renderProblems(problems, textOf, { color: false }),
    sarifLog(problems, { prefix: '', textOf }),
  ];
  for (const report of reports) expect(report).not.toContain(secret);
});

test('outside of the folder of secrets, the value is not shown either', () => {
  const text = `${head}spec: { sealed: ${secret} }\n`;
  const { problems } = parseManifest({ path: 'tenants/demo/all.yaml', text, hash: hashOf(text) });
  expect(problems.map(({ code }) => code)).toEqual(['unsealed-secret']);
  expect(renderProblems(problems, () => text, { color: false })).not.toContain(secret);
});
