/** Versions and rollback, for operators: which versions are kept, going back to one, and forward again. */
import type { IncomingMessage } from 'node:http';
import type { H3, H3Event } from 'h3';
import { callerNameOf, type Principal } from '../call/principal.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import type { Pin } from '../versions/pin-file.ts';
import type { RollbackOutcome } from '../versions/rollback.ts';
import type { ServedNow } from '../versions/versions.ts';
import { readBody } from './body.ts';
import { deniedResponse, operatorOf, refusalResponse, serveReading } from './control-route.ts';
import type { ListeningGateway } from './gateway.ts';

/** Adds the routes. */
export function serveVersions(app: H3, gateway: ListeningGateway): void {
  serveReading(app, '/api/system/versions', (event) => forOperators(gateway, event, () => listed(gateway)));
  const path = '/api/system/rollback';
  app.post(path, (event) => forOperators(gateway, event, (operator) => rollBack(gateway, event, operator)));
  app.delete(path, (event) =>
    forOperators(gateway, event, async (operator) =>
      outcome(gateway, await gateway.versions.endRollback(callerNameOf(operator))),
    ),
  );
  app.all(path, (event) =>
    refusalResponse(
      refuse('method-not-allowed', `POST begins a rollback and DELETE ends it; ${event.req.method} does neither.`),
      { allow: 'POST, DELETE' },
    ),
  );
}

/** Largest body of a rollback, in bytes: it names one version. */
const bodyBytes = 4096;

async function forOperators(
  gateway: ListeningGateway,
  event: H3Event,
  answer: (operator: Principal) => Promise<object>,
): Promise<object> {
  const operator = await operatorOf(gateway, event);
  return operator.kind === 'refusal' ? deniedResponse(gateway, operator) : answer(operator);
}

async function listed(gateway: ListeningGateway): Promise<object> {
  const { versions, damaged } = await gateway.versions.list();
  const { present, pin, served } = gateway.versions.now();
  return { present, pin: pinShown(pin, served), versions, damaged };
}

async function rollBack(gateway: ListeningGateway, event: H3Event, operator: Principal): Promise<object> {
  const request = event.runtime?.node?.req as IncomingMessage;
  const wanted = await wantedVersion(request);
  if (typeof wanted !== 'string') return refusalResponse(wanted);
  const begun = await gateway.versions.rollBack(wanted, callerNameOf(operator));
  return 'code' in begun ? refusalResponse(refuse(begun.code, begun.detail)) : outcome(gateway, begun);
}

async function wantedVersion(request: IncomingMessage): Promise<string | Refused> {
  const expected = 'Send {"version": "<its first twelve digits>"}; GET /api/system/versions lists them.';
  const body = await readBody(request, bodyBytes);
  if (body === 'too-large') return refuse('body-too-large', `The body is larger than ${bodyBytes} bytes. ${expected}`);
  if (typeof body === 'string') return refuse('invalid-json', `The body is no UTF-8 text. ${expected}`);
  const parsed = parse(body.text);
  if (parsed === undefined) return refuse('invalid-json', `The body is not valid JSON. ${expected}`);
  const { version, ...others } =
    typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  const [other] = Object.keys(others);
  if (other !== undefined)
    return refuse('invalid-arguments', `There is no "${other.slice(0, 60)}" in a rollback. ${expected}`, {
      errors: [{ argument: other.slice(0, 60), message: 'is unknown' }],
    });
  if (typeof version === 'string') return version;
  return refuse('invalid-arguments', `A rollback needs to know the version. ${expected}`, {
    errors: [{ argument: 'version', message: version === undefined ? 'is missing' : 'must be text' }],
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function outcome(gateway: ListeningGateway, { persisted }: RollbackOutcome): object {
  const { present, pin, served } = gateway.versions.now();
  return { table: served.table.version, present, pin: pinShown(pin, served), persisted };
}

/** A pin as operators see it, null when there is none. */
export function pinShown(pin: Pin | null, served: ServedNow['served']): object | null {
  if (pin === null) return null;
  return { ...pin, notServed: served.notServed ?? [], withoutClients: served.withoutClients ?? [] };
}
