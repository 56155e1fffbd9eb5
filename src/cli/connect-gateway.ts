/** Whether a gateway answers where a client is being sent, as far as that can be asked without bothering anybody. */
import { readFile } from 'node:fs/promises';
import { localKeyFile } from '../identity/local-key.ts';
import { gatewayHere, isHere } from './connect-target.ts';

/** A sentence about gateways of a workspace on this machine, the only ones that are asked; empty when there is nothing to say. */
export async function gatewayRemark(endpoint: string, workspace: string): Promise<string> {
  const key = (await readFile(localKeyFile(workspace), 'utf8').catch(() => '')).trim();
  const { origin, pathname } = new URL(endpoint);
  if (!isHere(endpoint)) {
    const status = key === '' ? null : await statusOf(`${gatewayHere}${pathname}`, key);
    return status !== null && status !== 401
      ? `This machine has a gateway of its own: --url ${gatewayHere} prints the same for that one.\n`
      : '';
  }
  const status = await statusOf(endpoint, key);
  if (status === null)
    return `No gateway answers at ${origin} yet: "smarteros serve --workspace ${workspace}" starts one.\n`;
  if (status === 401)
    return `What answers at ${origin} does not know the key of ${workspace}: does it serve another one?\n`;
  return '';
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
