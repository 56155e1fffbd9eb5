import { expect, test } from 'vitest';
import { listTokens, toolCost } from '../emit/tool-cost.ts';
import { countTokens } from '../tokens.ts';
import { ownTools } from '../emit/own-tools.ts';
import { listedOf } from '../emit/tool-list.ts';
import { buildFiles, manifest, oneCapability } from '../table/workspace.fixture.ts';
import { tenantTokens } from './tenant-tokens.ts';
import { trimsOf } from './trim.ts';

const parameters = [
  {
    name: 'status',
    in: 'query',
    schema: { type: 'string', enum: Array.from({ length: 60 }, (_, n) => `status-${n}`) },
  },
];
const workspace = (own: number | null, planned: number | null) => ({
  ...oneCapability({ parameters }, { arguments: { status: {} } }),
  'plans/small.yaml': manifest('Plan', { name: 'small' }, planned === null ? {} : { tools: { tokens: planned } }),
  'tenants/demo/tenant.yaml': manifest(
    'Tenant',
    { name: 'demo' },
    {
      rut: '76.086.428-5',
      businessName: 'Demo SpA',
      type: 'customer',
      status: 'active',
      plan: 'small',
      ...(own === null ? {} : { tools: { tokens: own } }),
    },
  ),
});
const shard = buildFiles(workspace(null, null)).table.tenants['demo']!;
const tokens = listTokens(listedOf(shard));

test.each<[string, number | null, number | null, string | null]>([
  ['none', null, null, null],
  ['one that is just enough', null, tokens, null],
  // Told in the tenant's own file, so that no other tenant of the plan is held up by it.
  ['one token too few by the plan', null, tokens - 1, 'tenants/demo/tenant.yaml'],
  ['one token too few by the tenant', tokens - 1, null, 'tenants/demo/tenant.yaml'],
  ['a tenant’s that goes before its plan’s', tokens, 1, null],
  ['a tenant’s that is smaller than its plan’s', 1, 100_000, 'tenants/demo/tenant.yaml'],
])('a budget: %s', (_, own, planned, file) => {
  const { problems, table } = buildFiles(workspace(own, planned));
  expect(problems.map(({ code, severity, span }) => [code, severity, span.file])).toEqual(
    file === null ? [] : [['token-budget', 'error', file]],
  );
  // It costs, and it works: nobody is cut off for it.
  expect(table.tenants['demo']?.operations).toHaveProperty(['do.it']);
});

test('the problem says how much, whose, and what to trim', () => {
  const [problem] = buildFiles(workspace(50, null)).problems;
  expect(problem?.message).toContain(`has ${tokens} tokens (o200k_base), and the budget of tenant "demo" is 50`);
  expect(problem?.hint).toMatch(
    /^Trim the most expensive: do\.it \(\d+\): shorten the lists of values of its arguments \(\d+\)\.$/,
  );
  expect(problem?.related?.span.file).toBe('tenants/demo/capabilities/do.it.yaml');
});

test('parts add up to less than their tool, and tools to about their list', () => {
  const operation = shard.operations['do.it']!;
  const cost = toolCost(operation);
  expect(cost.description + cost.inputSchema + cost.outputSchema).toBeLessThan(cost.tokens);
  expect(trimsOf(operation).reduce((sum, trim) => sum + trim.tokens, 0)).toBeLessThan(cost.tokens);
  const own = countTokens(JSON.stringify(ownTools.read_more));
  expect(Math.abs(tokens - cost.tokens - own)).toBeLessThanOrEqual(4);
  expect(tenantTokens(shard, { tokens: 1000, by: 'plan "small"', resource: { file: '', document: 0 } })).toMatchObject({
    tokens,
    budget: { tokens: 1000, by: 'plan "small"', left: 1000 - tokens },
    capabilities: [{ capability: 'do.it', tool: 'do_it' }],
  });
});
