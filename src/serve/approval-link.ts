/** Where people find an approval: made of the hosts that the System declares, else of the address listened on, never of what a request says. */
import type { Reply } from '../call/reply.ts';
import type { Serving } from '../call/serving.ts';
import type { Place } from './gateway.ts';
import { apiResource } from './resource.ts';

/** The URL of an approval; null in a process that listens nowhere, where no host is declared. */
export function approvalUrl(serving: Serving, place: Place | null, tenant: string, id: string): string | null {
  const { api } = serving.routes.table.system.hosts;
  if (api === null && place === null) return null;
  const base = apiResource(serving, place ?? { url: '', isLoopback: true });
  return `${base}/api/tenant/${encodeURIComponent(tenant)}/approvals/${encodeURIComponent(id)}`;
}

/** The same reply; one that is about an approval says where it is. */
export function withApprovalLink(reply: Reply, serving: Serving, place: Place | null, tenant: string): Reply {
  const approval = reply.kind === 'refusal' ? reply.refusal.approval : undefined;
  if (reply.kind !== 'refusal' || approval === undefined) return reply;
  const url = approvalUrl(serving, place, tenant, approval.id);
  return url === null ? reply : { kind: 'refusal', refusal: { ...reply.refusal, approval: { ...approval, url } } };
}
