/** A real PowerDNS authoritative server: its API and its DNS on ports of its own, its data in a folder that goes with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freePort } from '../test/free-port.ts';
import { requireProgram } from '../test/programs.ts';

/** Whether this machine has the program; suites that need it are skipped otherwise. */
export const hasPowerDns: boolean = requireProgram('pdns_server', 'pdns-server and pdns-backend-sqlite3');

/** A server that runs. */
export interface PowerDns {
  /** `http://127.0.0.1:port`; its document is at `/api/docs`. */
  readonly url: string;
  /** What `X-API-Key` has to hold. */
  readonly key: string;
  readonly dnsPort: number;
  stop(): Promise<void>;
}

/** Where the Debian package puts the tables that the SQLite backend needs. */
const schemaFile = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';

/** Starts a server without any zone, and waits until its API listens. */
export async function startPowerDns(): Promise<PowerDns> {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-powerdns-'));
  const database = join(folder, 'zones.sqlite3');
  const tables = new DatabaseSync(database);
  tables.exec(readFileSync(schemaFile, 'utf8'));
  tables.close();
  const [port, dnsPort, key] = [await freePort(), await freePort(), 'key-of-a-test'];
  const server = spawn('pdns_server', settings({ folder, database, port, dnsPort, key }), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    key,
    dnsPort,
    stop: async () => {
      await finish(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Settings {
  readonly folder: string;
  readonly database: string;
  readonly port: number;
  readonly dnsPort: number;
  readonly key: string;
}

function settings({ folder, database, port, dnsPort, key }: Settings): string[] {
  return [
    `--config-dir=${folder}`,
    `--socket-dir=${folder}`,
    '--daemon=no',
    '--guardian=no',
    '--disable-syslog',
    '--local-address=127.0.0.1',
    `--local-port=${dnsPort}`,
    '--webserver=yes',
    '--webserver-address=127.0.0.1',
    `--webserver-port=${port}`,
    '--webserver-allow-from=127.0.0.1',
    '--api=yes',
    `--api-key=${key}`,
    '--launch=gsqlite3',
    `--gsqlite3-database=${database}`,
  ];
}

/** It says this before it binds the ports of its DNS as well, so the last line of its start is waited for. */
const ready = 'ready to distribute questions';

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      if (said.includes(ready)) resolve();
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`pdns_server did not start:\n${said}`)));
  });
}

async function finish(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}
