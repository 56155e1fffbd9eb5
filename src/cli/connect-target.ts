/** What a client is to reach: from the command line, and from the workspace where there is one. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { placeholder, type Key, type Program, type Target } from '../connect/setup.ts';
import { localKeyFile } from '../identity/local-key.ts';
import type { RoutingTable } from '../table/table.ts';
import { dataFolderOf } from './data-folder.ts';
import { Misuse } from './exit.ts';
import { chosenTenant } from './tenant-choice.ts';
import { tenantNames } from './tenant-names.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';

/** The target, and what it was made of. */
export interface Chosen {
  readonly target: Target;
  readonly tenant: string;
  /** Null for a gateway that is known by its URL alone. */
  readonly workspace: string | null;
  /** The address that the System declares for agents, where another one is told; else null. */
  readonly declared: string | null;
}

type Options = Readonly<Record<string, unknown>>;

/** Where a gateway listens unless it is told otherwise. */
export const gatewayHere = 'http://127.0.0.1:8787';

/**
 * @param isServedHere whether a gateway of a workspace runs on this machine: then that one is meant, before a declared host
 * @throws Misuse for a URL, a tenant or a variable that cannot be, and when there is no key to show
 */
export async function targetOf(
  options: Options,
  way: Target['way'],
  isServedHere: (workspace: string, tenant: string) => Promise<boolean>,
): Promise<Chosen> {
  const gateway = namedGateway(options['url']);
  const workspace = workspaceOf(options, gateway !== null);
  const tenant = tenantOf(options, gateway, workspace);
  const system = workspace === null ? null : systemOf(workspace, options);
  const key = keyOf(options, workspace, gateway);
  const declared = system?.hosts.mcp ?? null;
  // The local key counts on its own machine only.
  const isMeantHere = async (): Promise<boolean> =>
    key.value !== null || (workspace !== null && (await isServedHere(workspace, tenant)));
  const own = async (): Promise<string> => (declared === null || (await isMeantHere()) ? gatewayHere : declared);
  const url = endpointAt(gateway?.base ?? (await own()), tenant);
  const program = gateway === null && workspace !== null ? local(workspace, tenant, options) : bridge(url, key);
  const shell = process.platform === 'win32' ? 'powershell' : 'posix';
  const hasLogin = system === null ? null : Object.values(system.issuers).some(logsIn);
  const elsewhere = declared === null || url.startsWith(declared) || gateway !== null ? null : declared;
  return { target: { name: tenant, url, program, way, key, hasLogin, shell }, tenant, workspace, declared: elsewhere };
}

interface Gateway {
  readonly base: string;
  /** The tenant, for the address of an endpoint. */
  readonly tenant: string | null;
}

function namedGateway(url: unknown): Gateway | null {
  if (typeof url !== 'string') return null;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Misuse(`--url takes the address of a gateway, such as https://mcp.example.cl, not "${url}".`);
  const { origin, pathname } = new URL(url);
  const [, before = '', tenant] = /^(.*?)(?:\/mcp(?:\/([^/]+))?)?\/*$/.exec(pathname) ?? [];
  try {
    return { base: `${origin}${before}`, tenant: tenant === undefined ? null : decodeURIComponent(tenant) };
  } catch {
    throw new Misuse(
      `--url takes the address of a gateway, and "${tenant}" in it cannot be decoded to a tenant's name.`,
    );
  }
}

/** A gateway elsewhere can be connected to without its manifests. */
function workspaceOf({ workspace }: Options, isElsewhere: boolean): string | null {
  const isThere = existsSync(join(resolve(String(workspace)), 'tenants'));
  return isElsewhere && !isThere ? null : workspaceFolder(String(workspace));
}

function tenantOf({ tenant }: Options, gateway: Gateway | null, workspace: string | null): string {
  const inUrl = gateway?.tenant ?? null;
  if (inUrl !== null && typeof tenant === 'string' && tenant !== inUrl)
    throw new Misuse(`--url is that of tenant "${inUrl}", and --tenant names "${tenant}". Leave one of them out.`);
  if (workspace !== null) return chosenTenant(tenantNames(workspace), inUrl ?? tenant, workspace);
  const named = inUrl ?? tenant;
  if (typeof named === 'string') return named;
  throw new Misuse('Name the tenant with --tenant: without a workspace, nobody here knows which ones there are.');
}

/** True for a URL of this machine. */
export function isHere(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function systemOf(workspace: string, options: Options): RoutingTable['system'] {
  return buildOnce(workspace, { environment: environmentOf(options), cache: true }).build.table.system;
}

/** Cloudflare Access gives its tokens to browsers and services behind it, and not to agents that ask. */
function logsIn({ type }: RoutingTable['system']['issuers'][string]): boolean {
  return type !== 'cloudflare-access';
}

function endpointAt(base: string, tenant: string): string {
  return `${base.replace(/\/+$/, '')}/mcp/${encodeURIComponent(tenant)}`;
}

function keyOf(options: Options, workspace: string | null, gateway: Gateway | null): Key {
  const variable = String(options['key-from']);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable))
    throw new Misuse(`--key-from takes the name of an environment variable, such as SMARTEROS_KEY, not "${variable}".`);
  if (options['show-key'] !== true) return { variable, value: null };
  if (gateway !== null && !isHere(gateway.base))
    throw new Misuse(`--show-key prints a key that counts on this machine only, and ${gateway.base} is another one.`);
  return { variable, value: shownKey(workspace) };
}

function shownKey(workspace: string | null): string {
  const file = workspace === null ? null : localKeyFile(workspace);
  if (file !== null && existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new Misuse(
    file === null
      ? '--show-key prints the key of a workspace on this machine. Name the workspace with --workspace.'
      : `There is no key in ${file} yet: the first "smarteros serve" makes it.`,
  );
}

/** The launcher of this very installation, found from here in a checkout and in the package alike. */
const launcher = join(import.meta.dirname, '..', '..', 'bin', 'smarteros.js');

/** Serves the workspace itself: no gateway has to run, and nobody needs a key. */
function local(workspace: string, tenant: string, options: Options): Program {
  const environment = environmentOf(options);
  const flags = [
    '--tenant',
    tenant,
    '--workspace',
    workspace,
    ...(environment === null ? [] : ['--environment', environment]),
    ...(options['data'] === undefined ? [] : ['--data', dataFolderOf(workspace, options)]),
  ];
  return { command: process.execPath, args: [launcher, 'mcp', ...flags], env: {} };
}

/** Passes on to a gateway elsewhere. */
function bridge(url: string, { value }: Key): Program {
  return {
    command: process.execPath,
    args: [launcher, 'mcp', '--url', url],
    env: { SMARTEROS_KEY: value ?? placeholder },
  };
}
