/** A real gateway over the conformance workspace, with the company's API behind it and a door before it. */
import { hash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GatewayLog } from '../src/open-gateway.ts';
import { startServer } from '../src/server.ts';
import { openDoor } from './door.ts';
import { conformanceModule } from './module.ts';
import { startUpstream } from './upstream.ts';

const tenant = 'suite';

/** Everything runs. */
export interface Scene {
  /** The MCP endpoint for whoever has no key. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts all of it on free ports, over a copy of the workspace that may be written to. */
export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-conformance-'));
  const isManifests = (path: string): boolean => !path.endsWith('.smarteros');
  cpSync(join(import.meta.dirname, 'workspace'), folder, { recursive: true, filter: isManifests });
  const upstream = await startUpstream(changesOf(folder));
  const key = `smos_${randomBytes(32).toString('base64url')}`;
  write(folder, 'environments/run.yaml', 'Environment', { name: 'run' }, environmentOf(upstream.url));
  write(folder, own('clients/suite'), 'Client', { tenant, name: 'suite' }, clientOf(key));
  const gateway = await startServer({
    workspace: folder,
    environment: 'run',
    host: '127.0.0.1',
    port: 0,
    localKey: false,
    shared: null,
    jsonLog: null,
    log,
    mcpExtension: conformanceModule,
  });
  const door = await openDoor(gateway.url, key);
  return {
    url: `${door.url}/mcp/${tenant}`,
    close: async () => {
      await door.close();
      await gateway.stop();
      await upstream.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function environmentOf(baseUrl: string): object {
  return { providers: { [`${tenant}/fixtures`]: { baseUrl } } };
}

function clientOf(key: string): object {
  return { keys: [{ sha256: hash('sha256', key) }], allow: ['*'] };
}

/** What the company's API does beside answering: it saves manifests, as its people would. */
function changesOf(folder: string): Readonly<Record<string, () => void>> {
  let times = 0;
  const told = () => ({ title: 'What changes', description: `Saved ${++times} times while the suite ran.` });
  return {
    tools: () => {
      const spec = { ...told(), endpoint: 'fixtures/get-text' };
      write(folder, own('capabilities/test.changed'), 'Capability', { tenant, name: 'test.changed' }, spec);
    },
    prompts: () => {
      const spec = { ...told(), text: 'What has changed?' };
      write(folder, own('prompts/changed'), 'Prompt', { tenant, name: 'changed' }, spec);
    },
  };
}

function own(path: string): string {
  return `tenants/${tenant}/${path}.yaml`;
}

function write(folder: string, path: string, kind: string, metadata: object, spec: object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify({ apiVersion: 'smarteros/v1', kind, metadata, spec }, null, 2));
}

function fail(error: unknown): never {
  throw error;
}

const log: GatewayLog = {
  reloaded: () => {},
  rolledBack: () => {},
  happened: () => {},
  secretFailed: fail,
  emptied: () => {},
  versionsFailed: fail,
  snapshotFailed: fail,
  failed: (error) => process.stderr.write(`${String(error)}\n`),
};
