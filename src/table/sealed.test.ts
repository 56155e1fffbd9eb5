/** Sealed secrets stand in the shard of their owner and nowhere else, and a new value is a new version. */
import { expect, test } from 'vitest';
import secretSchema from '../../schemas/v1/secret.schema.json' with { type: 'json' };
import type { Build } from '../build/build.ts';
import { buildOf, capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';

const armor = secretSchema.properties.spec.properties.sealed.examples[0] as string;
/** Another sealed value: its last line differs. */
const other = armor.replace(
  /^(.)(.*)(\n-----END)/m,
  (_all, first: string, rest: string, end: string) => `${first === 'a' ? 'b' : 'a'}${rest}${end}`,
);

const sealed = (owner: string | null, name: string, value = armor): Manifests => ({
  [`${owner === null ? '' : `tenants/${owner}/`}secrets/${name}.yaml`]: {
    apiVersion: 'smarteros/v1',
    kind: 'Secret',
    metadata: owner === null ? { name } : { tenant: owner, name },
    spec: { sealed: value },
  },
});
const endpoint = { call: { method: 'GET', path: '/x' } };
const bearer = (secret: string) => ({ auth: { type: 'bearer', token: { secret } } });

/** Tenants a and b each have a provider of their own, and use a shared one; each provider needs the secret `token`. */
const base: Manifests = {
  ...system(),
  ...provider(null, 'crm', 'https://crm.example', endpoint, { network: 'public', ...bearer('token') }),
  ...['a', 'b'].reduce<Manifests>(
    (files, name) => ({
      ...files,
      ...tenant(name),
      ...provider(name, 'shop', 'https://shop.example', endpoint, { network: 'public', ...bearer('token') }),
      ...capability(name, 'shop.call', 'shop/call'),
      ...capability(name, 'crm.call', 'crm/call'),
    }),
    {},
  ),
};

/** Whose `token` is sealed, as providers see it: `owner/name` for each that is. */
function sealedNeeds({ tenants }: Build): string[] {
  const needs = [...tenants.values()].flatMap(({ compiled }) => compiled.secrets);
  return [...new Set(needs.filter(({ isSealed }) => isSealed).map(({ owner, secret }) => `${owner}/${secret}`))];
}

test.each([
  [sealed('a', 'token'), ['a/token'], [['token'], [], []]],
  [sealed(null, 'token'), ['null/token'], [[], [], ['token']]],
  [{ ...sealed('a', 'token'), ...sealed('b', 'token') }, ['a/token', 'b/token'], [['token'], ['token'], []]],
] as const)('a secret is that of its owner alone (%#)', (files, needs, stands) => {
  const build = buildOf({ ...base, ...files });
  const { system: shared, tenants } = build.table;
  expect(build.problems).toEqual([]);
  expect(sealedNeeds(build)).toEqual(needs);
  expect([tenants['a'], tenants['b'], shared].map((one) => Object.keys(one?.sealed ?? {}))).toEqual(stands);
});

test.each([
  ['another tenant’s', { tenant: 'b', name: 'token' }],
  ['a shared one', { name: 'token' }],
])('a file in a tenant’s folder cannot declare %s', (_whose, metadata) => {
  const lie = { apiVersion: 'smarteros/v1', kind: 'Secret', metadata, spec: { sealed: armor } };
  const { table, problems } = buildOf({ ...base, 'tenants/a/secrets/token.yaml': lie });
  expect(problems.map(({ code }) => code)).toContain('misplaced-file');
  expect([table.tenants['b']?.sealed, table.system.sealed]).toEqual([{}, {}]);
});

test('another value is another version, of its owner alone', () => {
  expect(other).not.toBe(armor);
  const [one, two] = [armor, other].map((value) => buildOf({ ...base, ...sealed('a', 'token', value) }).table);
  expect(one?.version).not.toBe(two?.version);
  expect(one?.tenants['a']?.digest).not.toBe(two?.tenants['a']?.digest);
  expect(one?.tenants['b']?.digest).toBe(two?.tenants['b']?.digest);
  const [three, four] = [armor, other].map((value) => buildOf({ ...base, ...sealed(null, 'token', value) }).table);
  expect(three?.system.digest).not.toBe(four?.system.digest);
});

test('a value with other blanks around it is the same one', () => {
  const plain = buildOf({ ...base, ...sealed('a', 'token', armor) }).table;
  const spaced = buildOf({ ...base, ...sealed('a', 'token', `\n${armor.trimEnd()}\n\n`) }).table;
  expect(spaced.version).toBe(plain.version);
});
