/** `System` and `Plan` → what holds for the whole installation, and the sizes that bound a tenant's calls. */
import type { ResourceOf } from '../link/link.ts';
import { deepFreeze, digestOf } from './canonical.ts';
import type { Limits, SystemShard } from './table.ts';

/** Used where neither System nor Plan says otherwise: 1 MiB in, 10 MiB out. */
const defaultLimits: Limits = { requestBytes: 1_048_576, answerBytes: 10_485_760 };

/**
 * Compiles the installation's part of the table.
 *
 * @param system the last good one, for everything but access
 * @param present what is declared now, null when it is broken: who operates fails closed and is never kept from before
 */
export function compileSystem(system: ResourceOf<'System'> | null, present: ResourceOf<'System'> | null): SystemShard {
  const body = {
    title: system?.metadata.title ?? system?.name ?? 'SmarterOS',
    hosts: { api: baseUrl(system?.spec.hosts?.api), mcp: baseUrl(system?.spec.hosts?.mcp) },
    limits: resolveLimits(system, null),
    operators: (present?.spec.operators ?? []).map(operatorOf),
  };
  return deepFreeze({ digest: digestOf(JSON.stringify(body)), ...body });
}

function baseUrl(url: string | undefined): string | null {
  return url === undefined ? null : url.replace(/\/+$/, '');
}

function operatorOf(reference: string): { tenant: string; client: string } {
  const [tenant = '', client = ''] = reference.split('/');
  return { tenant, client };
}

/** The most specific declaration wins: Plan, then System, then the defaults. */
export function resolveLimits(system: ResourceOf<'System'> | null, plan: ResourceOf<'Plan'> | null): Limits {
  const declared = [plan?.spec.limits, system?.spec.limits, defaultLimits];
  const first = (name: keyof Limits) =>
    declared.map((limits) => limits?.[name]).find((value) => value !== undefined) as number;
  return { requestBytes: first('requestBytes'), answerBytes: first('answerBytes') };
}
