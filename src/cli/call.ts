/** `smarteros call` */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { admitTenant, findCapability, findTenant } from '../call/authorize.ts';
import type { Call } from '../call/origin.ts';
import type { Principal } from '../call/principal.ts';
import type { Refused, Reply } from '../call/reply.ts';
import { createServingHolder, type Serving } from '../call/serving.ts';
import { idempotencyKeyIn } from '../call/idempotency-key.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import type { Json } from '../schema.ts';
import { closest } from '../suggest.ts';
import { rehearsalText, replyText } from './call-text.ts';
import { dataFlag, dataFolderOf } from './data-folder.ts';
import { environmentFlag, formatFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { sharedOf } from './shared-flags.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';
import { isColored } from './colour.ts';

/** Calls a capability without a running gateway, or tells what the call would do. */
export const call: Command = {
  description:
    'Calls a capability as the manifests declare it now, without a running gateway: the same checks, limits, credential, retries and audit record as behind HTTP and MCP. With --dry-run it tells each decision and why, shows the request (secrets replaced) and sends nothing. Limits and idempotency keys are those of the replicas where SMARTEROS_REDIS_URL is set; otherwise it begins with whole limits, and with closed breakers in any case: those of a running gateway are its own. Exits 1 when the call is refused, or fails.',
  args: {
    tenant: { type: 'positional', required: true, description: 'The tenant’s name' },
    capability: { type: 'positional', required: true, description: 'The capability’s name, such as orders.search' },
    arguments: {
      type: 'string',
      valueHint: 'JSON',
      description: 'The arguments as a JSON object; @FILE reads a file, - standard input',
      default: '{}',
    },
    'dry-run': { type: 'boolean', description: 'Tell what would be done and why, and send nothing', default: false },
    client: {
      type: 'string',
      valueHint: 'NAME',
      description: 'Call as this client of the tenant: with what it may call, and its limits',
    },
    'idempotency-key': {
      type: 'string',
      valueHint: 'KEY',
      description: 'Carry a write out once, however often it is called with this key',
    },
    workspace: workspaceFlag,
    data: dataFlag,
    environment: environmentFlag,
    format: formatFlag,
  },
  examples: [
    [`smarteros call demo orders.search --arguments '{"status":"open"}'`, 'the result, as JSON'],
    ['smarteros call demo orders.search --dry-run', 'the request that it becomes, and each decision before it'],
    ['smarteros call demo orders.search --client agent --dry-run', 'the same as a client of the tenant'],
  ],
  run: async (options) => {
    const isDryRun = options['dry-run'] === true;
    const folder = workspaceFolder(String(options['workspace']));
    const { build } = buildOnce(folder, { environment: environmentOf(options), cache: !isDryRun });
    const args = argumentsOf(String(options['arguments']));
    const idempotencyKey = keyOf(options['idempotency-key']);
    const runtime = await openRuntime({
      workspace: folder,
      dataFolder: dataFolderOf(folder, options),
      table: () => build.table,
      environment: process.env,
      shared: sharedOf(options, process.env),
      isRecording: !isDryRun,
      log: null,
      onEvent: () => {},
      onSecretProblem: (message) => void process.stderr.write(`${message}\n`),
    });
    try {
      const serving = createServingHolder(runtime.servingFacts(null), build.table, build.states).current();
      const principal = principalOf(serving, String(options['tenant']), options['client']);
      const found = find(serving, principal, String(options['tenant']), String(options['capability']));
      if ('kind' in found) return tellRefused(found, options);
      const { trace } = runtime.ports.telemetry;
      const call: Call = {
        ...found,
        arguments: args,
        table: build.table.version,
        origin: {
          principal,
          face: 'cli',
          callId: randomUUID(),
          trace: trace(undefined, undefined),
          idempotencyKey,
          requestBytes: Buffer.byteLength(String(options['arguments'])),
          startedAt: Date.now(),
          signal: interrupted(),
        },
      };
      return isDryRun ? await tellRehearsal(runtime, call, options) : await tellReply(runtime, call, options);
    } finally {
      await runtime.close();
    }
  },
};

/** An object, whatever the capability takes: what is in it is told argument by argument, as for any other caller. */
function argumentsOf(text: string): Json {
  const json = text === '-' ? readFileSync(0, 'utf8') : text.startsWith('@') ? readArguments(text.slice(1)) : text;
  try {
    return JSON.parse(json) as Json;
  } catch (error) {
    throw new Misuse(
      `--arguments takes a JSON object, for example '{"limit": 5}': ${(error as Error).message.slice(0, 200)}`,
    );
  }
}

function readArguments(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Misuse(`--arguments names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function keyOf(given: unknown): string | null {
  if (given === undefined) return null;
  const key = idempotencyKeyIn(String(given));
  if (key !== null) return key;
  throw new Misuse('--idempotency-key takes 1 to 255 visible ASCII characters, a UUID for example.');
}

/** Whoever may run this command here may do what the local key may; or what a client may, to see what that one gets. */
function principalOf(serving: Serving, tenant: string, client: unknown): Principal {
  if (client === undefined) return { kind: 'local' };
  const clients = serving.routes.tenant(tenant)?.shard?.clients ?? {};
  const grant = Object.hasOwn(clients, String(client)) ? clients[String(client)] : undefined;
  if (grant !== undefined) return { kind: 'client', tenant, grant };
  const similar = closest(String(client), Object.keys(clients));
  const known = Object.keys(clients).join(', ') || 'none';
  throw new Misuse(
    `Tenant "${tenant}" has no client "${String(client)}". ${similar === null ? `Clients: ${known}.` : `Did you mean "${similar}"?`}`,
  );
}

function find(
  serving: Serving,
  principal: Principal,
  tenantName: string,
  capability: string,
): Pick<Call, 'shard' | 'operation'> | Refused {
  const tenant = findTenant(serving, principal, tenantName);
  if ('kind' in tenant) return withSimilar(tenant, tenantName, Object.keys(serving.routes.table.tenants));
  const shard = admitTenant(serving, tenant);
  if ('kind' in shard) return shard;
  const operation = findCapability(serving, principal, shard, capability);
  return 'kind' in operation ? operation : { shard, operation };
}

/** Whoever can read the manifests may be told what is in them. */
function withSimilar({ refusal }: Refused, tenant: string, tenants: readonly string[]): Refused {
  const similar = closest(tenant, tenants);
  const detail = similar === null ? refusal.detail : `${refusal.detail} Did you mean "${similar}"?`;
  return { kind: 'refusal', refusal: { ...refusal, detail } };
}

/** One Ctrl-C gives the call up as a client does that goes away: what is sent is cancelled, and recorded as such. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

async function tellRehearsal(runtime: Runtime, call: Call, options: Record<string, unknown>): Promise<number> {
  const rehearsal = await runtime.calls.rehearse(call);
  const { refused, ...shown } = rehearsal;
  if (options['format'] === 'json')
    process.stdout.write(`${JSON.stringify({ ...shown, refused: refused?.refusal ?? null }, null, 2)}\n`);
  else process.stdout.write(rehearsalText(call, rehearsal, { color: isColored(process.stdout) }));
  return refused === null ? exitCodes.fine : exitCodes.problems;
}

async function tellReply(runtime: Runtime, call: Call, options: Record<string, unknown>): Promise<number> {
  const { reply } = await runtime.calls.run(call);
  if (reply.kind === 'refusal') return tellRefused(reply, options);
  if (reply.kind === 'events') return tellEvents(reply, options);
  writeResult(reply, options);
  return exitCodes.fine;
}

/** As they come; a stream that breaks off is told like a refusal, after what had come until then. */
async function tellEvents(
  { events, ended }: Extract<Reply, { kind: 'events' }>,
  options: Record<string, unknown>,
): Promise<number> {
  for await (const bytes of events) {
    if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
  }
  const refused = await ended;
  return refused === null ? exitCodes.fine : tellRefused(refused, options);
}

function writeResult(reply: Exclude<Reply, Refused | { kind: 'events' }>, options: Record<string, unknown>): void {
  if (reply.kind === 'bytes') process.stdout.write(reply.bytes);
  else process.stdout.write(replyText(reply, { compact: options['format'] === 'json' }));
}

function tellRefused({ refusal }: Refused, options: Record<string, unknown>): number {
  if (options['format'] === 'json') process.stdout.write(`${JSON.stringify(refusal, null, 2)}\n`);
  else process.stderr.write(`${refusal.code}\n  ${refusal.detail}\n`);
  return exitCodes.problems;
}
