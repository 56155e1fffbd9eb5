/** A tenant's overview: what its reader needs, no more of it than fits, and nothing that its reader may not call. */
import { expect, test } from 'vitest';
import { countTokens } from '../tokens.ts';
import { operation, ordersSearch, shardOf } from './cases/shard.ts';
import { tenantOverview } from './overview.ts';

const hosts = { api: 'https://api.example', mcp: 'https://mcp.example' };
const facts = { trialEndsAt: null, hosts };
const pay = operation({
  capability: 'payments.charge',
  title: 'Charge\n\n# a card',
  hints: { readOnly: false, destructive: true, idempotent: false },
  needsApproval: true,
});

test('it says who the tenant is, what can be called, within which limits, and how', () => {
  const shard = shardOf([ordersSearch, pay]);
  const text = tenantOverview(shard, [ordersSearch, pay], { ...facts, trialEndsAt: '2026-12-01T00:00:00.000Z' });
  expect(text.match(/^#.*$/gm)).toEqual([
    `# ${shard.title}`,
    '## Empresa · Company',
    '## Estado · State',
    '## Qué se puede llamar · What can be called (2)',
    '### orders',
    '### payments',
    '## Límites · Limits',
    '## Cómo llamar · How to call',
  ]);
  for (const line of [
    `- Razón social · Business name: ${shard.businessName}`,
    '- La prueba termina · The trial ends: 2026-12-01T00:00:00.000Z',
    '- `orders.search`: Search orders',
    '- `payments.charge`: Charge # a card (modifica · writes; una persona aprueba · a person approves)',
    `- Llamadas por minuto · Calls a minute: ${shard.limits.rate.limit}; de una vez · at once: ${shard.limits.rate.burst}`,
    `- El servidor MCP · The MCP server: \`https://mcp.example/mcp/${shard.name}\``,
    `- Los esquemas de una · The schemas of one: \`smarteros://${shard.name}/capabilities/orders.search\``,
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toContain(`POST https://api.example/api/tenant/${shard.name}/proxy/orders.search`);
});

test('a reader who may call one thing is told of that one', () => {
  const text = tenantOverview(shardOf([ordersSearch, pay]), [pay], facts);
  expect(text).not.toContain('orders');
  expect(text).toContain('(1)');
});

test('of a thousand capabilities it names areas, and stays short', () => {
  const many = Array.from({ length: 1000 }, (_, index) => operation({ capability: `area${index % 80}.do${index}` }));
  const text = tenantOverview(shardOf(many), many, facts);
  expect(text).toContain('What can be called (1000)');
  expect(text).toContain('- area0 (13): `area0.do0`, `area0.do80`, `area0.do160`, …');
  expect(text).toContain('- … y otras áreas · and other areas: 20');
  expect(text).toContain('search_capabilities');
  expect(countTokens(text)).toBeLessThan(3000);
});
