/** A gateway on loopback for tests: workspace in memory, everything else real. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createBuilder, type Build } from '../build/build.ts';
import { sourceFiles, type Manifests } from '../build/workspace.fixture.ts';
import { createCalls, type CallPorts } from '../call/call.ts';
import { testPorts, type Happened } from '../call/ports.fixture.ts';
import { createServingHolder } from '../call/serving.ts';
import { createTrials } from '../call/trials.ts';
import { createTokenVerifier } from '../identity/verify.ts';
import { openNet } from '../net/loopback.fixture.ts';
import { createIntentResolver } from '../resolve/resolver.ts';
import { createAdmission } from '../resilience/admission.ts';
import type { VersionControl } from '../versions/versions.ts';
import type { Gateway } from './gateway.ts';
import { listen, type Listener } from './listen.ts';

/** A gateway that ends with the test. */
export interface TestGateway {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly localKey: string;
  readonly listener: Listener;
  /** What was told to `onError`. */
  readonly failures: unknown[];
  /** What was recorded. */
  readonly happened: Happened;
  /** Serves other files, as a reload does; gives the names of tenants that changed. */
  reload(manifests: Manifests): string[];
  /** From now on the process is asked to stop. */
  beginStop(): void;
}

/** Of a gateway that keeps none. */
function noVersions(build: () => Build): VersionControl {
  const pin = null;
  return {
    list: () => Promise.resolve({ versions: [], damaged: [] }),
    now: () => ({ served: build(), present: build().table.version, pin, held: null }),
    rollBack: (version) => Promise.resolve({ code: 'unknown-version', detail: `There is no ${version}.` }),
    endRollback: () => Promise.resolve({ pin, persisted: true }),
  };
}

/** What a test gateway is made of, where it is not the usual. */
export interface TestGatewayOptions extends Partial<Gateway> {
  readonly ports?: Partial<CallPorts>;
  /** False for a gateway that takes clients' keys and tokens only. */
  readonly hasLocalKey?: boolean;
  /** Unix milliseconds, for what is served and for tokens. */
  readonly now?: () => number;
  /** The address to listen on; 127.0.0.1 if none is given. */
  readonly host?: string;
}

/** Serves the manifests on a free port. */
export async function serveManifests(manifests: Manifests, options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { ports: portChanges = {}, now = Date.now, host = '127.0.0.1', ...changes } = options;
  const build = createBuilder({ thorough: false });
  let current: Build = build(sourceFiles(manifests), [], null);
  let stopping = false;
  const localKey = options.hasLocalKey === false ? null : 'smos_local';
  const net = openNet();
  const ports = testPorts(net, portChanges);
  const verifier = createTokenVerifier({ net, now });
  const trials = createTrials(ports.state, now);
  const facts = { localKey, verifier, trials, startedAt: now(), now };
  const holder = createServingHolder(facts, current.table, current.states);
  const failures: unknown[] = [];
  const gateway: Gateway = {
    serving: holder.current,
    calls: createCalls(ports),
    intents: createIntentResolver(null),
    telemetry: ports.telemetry,
    admission: createAdmission(),
    problems: () => current.problems,
    versions: noVersions(() => current),
    version: '0.0.0-test',
    stopping: () => stopping,
    onError: (error) => failures.push(error),
    ...changes,
  };
  const listener = await listen(gateway, host, 0);
  onTestFinished(async () => {
    await listener.close(0);
    await verifier.close();
  });
  return {
    url: listener.url,
    localKey: localKey ?? '',
    listener,
    failures,
    happened: ports.happened,
    reload: (next) => {
      const before = current;
      current = build(sourceFiles(next), [], before);
      holder.swap(current.table, current.states);
      const names = new Set([...Object.keys(before.table.tenants), ...Object.keys(current.table.tenants)]);
      const changed = [...names].filter(
        (name) => before.table.tenants[name]?.digest !== current.table.tenants[name]?.digest,
      );
      listener.toolsChanged(changed);
      return changed;
    },
    beginStop: () => {
      stopping = true;
    },
  };
}

/** An answer that has been read whole. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request whose target goes out as it is: nothing in it is resolved or encoded. */
export function send(
  url: string,
  target: string,
  options: { method?: string; headers?: Record<string, string>; key?: string | null; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, key = null, body } = options;
  const credential = key === null ? {} : { authorization: `Bearer ${key}` };
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { path: target, method, headers: { ...credential, ...headers }, agent: false });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.end(body);
  });
}

/** A plain connection that ends with the test, and all that has come over it. */
export interface Connection {
  readonly socket: Socket;
  received(): string;
  /** Resolves once the other side has ended it. */
  readonly closed: Promise<void>;
}

/** Opens a plain connection to a gateway. */
export async function connectTo(url: string): Promise<Connection> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { socket, received: () => text, closed };
}
