/** Whether a gateway answers where a client is being sent, as far as that can be asked without bothering anybody. */
import { readFile } from 'node:fs/promises';
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
export async function gatewayRemark(endpoint: string, workspace: string, declared: string | null): Promise<string> {
  if (!isHere(endpoint)) return '';
  const { origin } = new URL(endpoint);
  const status = await statusOf(endpoint, await ownKey(workspace));
  if (status === null)
    return `No gateway answers at ${origin} yet: "smarteros serve --workspace ${workspace}" starts one.\n`;
  if (status === 401)
    return `What answers at ${origin} does not know the key of ${workspace}: does it serve another one?\n`;
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
