/**
 * The demo tenant's company: a small shop with a REST API of its own, as many have one. It is json-server, not our
 * code, so that the gateway is shown in front of an API that knows nothing of it. Only this machine reaches it.
 *
 *     node demo/shop.ts [port]        8788 unless said; the data lies in .smarteros/demo-shop.json and outlives it
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import jsonServer from 'json-server';

/** Where `manifests/tenants/demo/providers/shop/provider.yaml` expects the shop. */
const defaultPort = 8788;
const root = join(import.meta.dirname, '..');

/**
 * Starts the shop on the loopback interface; resolves once it listens.
 *
 * @param port 0 takes a free one
 * @param dataFile its state, made from `demo/shop.json` when it does not exist
 * @throws the listener's error, such as `EADDRINUSE`
 */
export async function startShop(port: number, dataFile: string): Promise<Server> {
  if (!existsSync(dataFile)) {
    mkdirSync(dirname(dataFile), { recursive: true });
    copyFileSync(join(root, 'demo/shop.json'), dataFile);
  }
  const app = jsonServer.create();
  app.use(jsonServer.defaults({ logger: false }));
  app.use((request, _response, next) => {
    // As many shops do: `status=any` asks for all of them, where json-server would look for the word.
    if (request.query['status'] === 'any') delete request.query['status'];
    next();
  });
  app.use(jsonServer.router(dataFile));
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** Started by another program, the shop lives as long as that one, whatever way it ends. */
function liveWithParent(): void {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.on('disconnect', () => process.exit(0));
}

async function main(): Promise<void> {
  const port = Number(process.argv[2] ?? defaultPort);
  try {
    await startShop(port, join(root, '.smarteros/demo-shop.json'));
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error(isTaken ? portTaken(port) : `The demo shop does not start: ${(error as Error).message}`);
    process.exit(1);
  }
  if (process.send === undefined) {
    console.log(`The demo shop listens on http://127.0.0.1:${port}`);
  } else {
    liveWithParent();
    process.send('ready');
  }
}

function portTaken(port: number): string {
  return (
    `The demo shop needs port ${port} on 127.0.0.1, and another program listens there (perhaps another \`npm start\`). ` +
    `End that one first; \`lsof -i :${port}\` names it.`
  );
}

if (import.meta.main) await main();
