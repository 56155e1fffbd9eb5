/** The company's API, and nginx as the bare proxy to compare with. */
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { cores, startPinned, type Started, temporaryFolder } from './machine.ts';
import { freePort } from '../test/free-port.ts';
import { upstreamAnswer } from './workspace.ts';

/** A listening nginx. */
export interface Nginx extends Started {
  /** Without a trailing slash. */
  readonly url: string;
}

/** Answers 1 KB of JSON to any request, on the load's core. */
export function startUpstream(): Promise<Nginx> {
  return startNginx(
    cores.load,
    (port) => `
    server {
      listen 127.0.0.1:${port} backlog=1024;
      location / { default_type application/json; return 200 '${upstreamAnswer}'; }
    }`,
  );
}

/** The same from this process, where calls are few and nginx need not be installed. */
export async function startAnswering(): Promise<{ readonly url: string; close(): void }> {
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(upstreamAnswer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Takes a POST, sends a GET to the upstream and passes the answer on. */
export function startBareNginx(upstream: string): Promise<Nginx> {
  return startNginx(
    cores.measured,
    (port) => `
    upstream company { server ${new URL(upstream).host}; keepalive 64; keepalive_requests 1000000000; }
    server {
      listen 127.0.0.1:${port} backlog=1024;
      location / {
        proxy_pass http://company/wp-json/wc/v3/orders-0?status=processing&per_page=4&page=1&orderby=date;
        proxy_http_version 1.1;
        proxy_method GET;
        proxy_pass_request_body off;
        proxy_set_header Connection "";
        proxy_set_header Content-Length "";
        proxy_set_header Content-Type "";
      }
    }`,
  );
}

async function startNginx(core: number, server: (port: number) => string): Promise<Nginx> {
  const folder = temporaryFolder();
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, server(port)));
  const started = startPinned(core, ['nginx', '-p', folder, '-e', join(folder, 'error.log'), '-c', file]);
  const url = `http://127.0.0.1:${port}`;
  await answering(url, started);
  return { ...started, url };
}

/** One process in the foreground, so that its id is the one to watch and to end. */
function configuration(folder: string, server: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_timeout 3600s;
  keepalive_requests 1000000000;
  ${paths.join('\n  ')}
  ${server}
}
`;
}

async function answering(url: string, started: Started): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (started.child.exitCode !== null) break;
    try {
      await fetch(url, { method: 'POST' });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`nginx does not answer:\n${started.output()}`);
}
