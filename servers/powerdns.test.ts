/** A genuine API end to end: its document imported from the server that runs, and capabilities that change what it serves. */
import { promises as dns } from 'node:dns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, type Ended } from '../test/command.ts';
import { createWorkspace, system, tenant, type TestWorkspace } from '../test/workspace.ts';
import { hasPowerDns, startPowerDns, type PowerDns } from './powerdns.fixture.ts';

describe.skipIf(!hasPowerDns)('PowerDNS, imported from its own /api/docs', () => {
  let server: PowerDns;
  let workspace: TestWorkspace;
  const secret = (): Record<string, string> => ({ SMARTEROS_SECRET__ACME__DNS_KEY: server.key });
  const smarteros = (...args: string[]): Promise<Ended> =>
    runCommand([...args, '--workspace', workspace.folder], { cwd: workspace.folder, env: secret() });
  const call = async (capability: string, args: object): Promise<unknown> => {
    const { code, stdout, stderr } = await smarteros('call', 'acme', capability, '--arguments', JSON.stringify(args));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return stdout.startsWith('Done.') ? null : JSON.parse(stdout);
  };

  beforeAll(async () => {
    server = await startPowerDns();
    workspace = createWorkspace({ ...system(), ...tenant('acme') });
  });
  afterAll(async () => {
    await server?.stop();
    workspace?.dispose();
  });

  test('says that it wants a key for its document', async () => {
    const { code, stderr } = await smarteros('import', `${server.url}/api/docs`, '--provider', 'dns', '--private');
    expect(code).toBe(64);
    expect(stderr).toContain('401');
    expect(stderr).toContain('--header');
  });

  test('becomes capabilities that check has no error about', async () => {
    const source = ['import', `${server.url}/api/docs`, '--tenant', 'acme', '--provider', 'dns', '--private'];
    const header = ['--header', `X-API-Key: ${server.key}`];
    const imported = await smarteros(...source, ...header, '--include', 'all', '--writes', '--yes');
    expect(imported.stderr).not.toContain('error');
    expect(imported.code).toBe(0);
    expect(imported.stdout).toContain('Swagger 2.0: 36 operations, 36 capabilities');
    expect(imported.stdout + imported.stderr).not.toContain(server.key);
    expect((await smarteros('check')).code).toBe(0);
  });

  test('a zone and its records are created, read back, and served by DNS', async () => {
    const at = { serverId: 'localhost' };
    const zone = { ...at, zoneId: 'tienda.example.' };
    const made = await call('zones.create', {
      ...at,
      name: 'tienda.example.',
      kind: 'Native',
      nameservers: ['ns1.tienda.example.'],
    });
    expect(made).toMatchObject({ id: 'tienda.example.', kind: 'Native' });

    const address = { content: '192.0.2.7', disabled: false };
    const records = { name: 'www.tienda.example.', type: 'A', ttl: 300, changetype: 'REPLACE', records: [address] };
    expect(await call('zones.update', { ...zone, rrsets: [records] })).toBeNull();

    const zones = (await call('zones.search', at)) as { items: { id: string }[] };
    expect(zones.items.map(({ id }) => id)).toContain('tienda.example.');
    const read = (await call('zones.get', zone)) as { rrsets: { name: string; type: string; ttl: number }[] };
    expect(read.rrsets).toContainEqual(expect.objectContaining({ name: 'www.tienda.example.', type: 'A', ttl: 300 }));

    const resolver = new dns.Resolver();
    resolver.setServers([`127.0.0.1:${server.dnsPort}`]);
    expect(await resolver.resolve4('www.tienda.example')).toEqual(['192.0.2.7']);
  });

  test('what the server refuses is told in its own words', async () => {
    const args = JSON.stringify({ serverId: 'localhost', name: 'no-dot-at-its-end', kind: 'Native' });
    const { code, stderr } = await smarteros('call', 'acme', 'zones.create', '--arguments', args);
    expect(code).toBe(1);
    expect(stderr).toContain('upstream-rejected');
    expect(stderr).toContain('no-dot-at-its-end');
  });
});
