/** The header in which an operation's writes take an idempotency key, and what must not stand in it. */
import type { LinkedCapability } from '../link/link.ts';
import type { Finding, Report } from './report.ts';
import type { Binding, Operation, Upstream } from './table.ts';

/**
 * The header, or null when the API knows none, or callers give the key by an argument of their own. A manifest that
 * declares it has to leave it to the gateway; in a document it is a parameter like others until no argument fills it.
 */
export function compileIdempotencyHeader(
  { operation, endpoint, provider }: LinkedCapability,
  bindings: readonly Binding[],
  upstream: Upstream,
  report: Report,
): Operation['idempotencyHeader'] {
  const header = operation.idempotencyHeader;
  if (header === null) return null;
  const { auth } = upstream;
  if (auth.type === 'api_key' && auth.in === 'header' && auth.name === header)
    report(taken(header, `the credential of provider "${provider.resource.name}" stands there`, ['spec', 'endpoint']));
  const bound = bindings.find((binding) => binding.in === 'header' && binding.name.toLowerCase() === header);
  if (bound === undefined) return header;
  const at = ['spec', 'arguments', ...(bound.argument === null ? [] : [bound.argument])];
  if (endpoint !== null) report(taken(header, 'an argument fills it', at));
  return null;
}

function taken(header: string, why: string, at: Finding['at']): Finding {
  return {
    code: 'idempotency-key',
    at,
    key: true,
    message: `The endpoint takes its idempotency key in the header ${header}, which the gateway writes, and ${why}.`,
    hint: 'Leave the header to the gateway: callers send it their own Idempotency-Key.',
    related: { message: 'the endpoint', of: 'endpoint', at: ['spec', 'idempotencyKey', 'header'] },
  };
}
