/** Whether a gateway answers where a client is being sent, as far as that can be asked without bothering anybody. */
import { readFile } from 'node:fs/promises';
import type { Target } from '../connect/setup.ts';
import { shellLine } from '../connect/shell-words.ts';
import { localKeyFile } from '../identity/local-key.ts';
import { gatewayHere, isHere } from './connect-target.ts';

/** Whether a gateway that knows the workspace's own key answers on this machine for the tenant. */
export async function isServedHere(workspace: string, tenant: string): Promise<boolean> {
  const key = await ownKey(workspace);
  const status = key === '' ? null : await statusOf(`${gatewayHere}/mcp/${encodeURIComponent(tenant)}`, key);
  return status !== null && status !== 401;
}

/**
 * A sentence about the gateway of a workspace on this machine, the only one that is asked; empty when there is nothing to say.
 * `declared` is another address that the System declares for agents.
 */
export async function gatewayRemark(
  { url: endpoint, shell }: Pick<Target, 'url' | 'shell'>,
  workspace: string,
  declared: string | null,
): Promise<string> {
  if (!isHere(endpoint)) return '';
  const { origin, port } = new URL(endpoint);
  const status = await statusOf(endpoint, await ownKey(workspace));
  if (status === null) {
    const flags = origin === gatewayHere ? [] : ['--port', port === '' ? '80' : port];
    const line = shellLine(['smarteros', 'serve', '--workspace', workspace, ...flags], shell);
    return `No gateway answers at ${origin} yet. This starts one:\n  ${line}\n`;
  }
  if (status === 401)
    return `What answers at ${origin} does not know the key of ${workspace}: does it serve another one? Where this one is served elsewhere, name it with --url, such as --url http://127.0.0.1:9000.\n`;
  if (declared === null) return '';
  return `This is the gateway on this machine. Agents elsewhere reach the one that is declared: --url ${declared}.\n`;
}

async function ownKey(workspace: string): Promise<string> {
  return (await readFile(localKeyFile(workspace), 'utf8').catch(() => '')).trim();
}

/** Null when nothing answers. A GET of an endpoint calls nothing, and is refused by one that knows the key. */
async function statusOf(endpoint: string, key: string): Promise<number | null> {
  try {
    const headers = key === '' ? {} : { authorization: `Bearer ${key}` };
    const response = await fetch(endpoint, { headers, redirect: 'manual', signal: AbortSignal.timeout(1000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
