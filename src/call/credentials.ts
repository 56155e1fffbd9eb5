/** The credentials of all upstreams: made when a call first needs one, and anew once a secret of it has another value. */
import { createHash } from 'node:crypto';
import { createMemo } from '../memo.ts';
import type { Net } from '../net/net.ts';
import type { Secrets } from '../secret/secrets.ts';
import { secretsOf } from '../table/secret-needs.ts';
import type { Upstream } from '../table/table.ts';
import { makeCredential, type Credential, type ReadyCredential } from './credential.ts';

/** What credentials are made with. */
export interface CredentialPorts {
  readonly net: Net;
  readonly secrets: Secrets;
}

/** A provider's credential, made of the secrets as they are now; a promise while one of them has to be opened first. */
export type CredentialNow = () => Credential | Promise<Credential>;

/** Different credentials kept at most; a token that falls out is fetched anew. */
const keptCredentials = 10_000;

/**
 * Makes the function that finds a tenant's credential for an upstream. It is kept by what it is made of, not by the
 * table's objects, so that a reload which leaves a provider and its secrets as they were keeps its access token.
 */
export function createCredentials({
  net,
  secrets,
}: CredentialPorts): (tenant: string, upstream: Upstream) => CredentialNow {
  const all = createMemo<CredentialNow>(keptCredentials);
  return (tenant, upstream) => {
    const owner = upstream.shared ? null : tenant;
    const { name, origin, network, auth, timeoutMs } = upstream;
    const key = JSON.stringify([owner, name, origin, network, timeoutMs, auth]);
    return all(key, () => createCredential(owner, upstream, secrets, net));
  };
}

/** Values are read again when one may have changed; the credential stays what it is when none has. */
function createCredential(owner: string | null, upstream: Upstream, secrets: Secrets, net: Net): CredentialNow {
  const names = secretsOf(upstream.auth);
  let ready: { readonly digest: string; readonly credential: ReadyCredential } | null = null;
  let current: Credential | Promise<Credential> | null = null;
  let generation = -1;

  const make = (values: readonly (string | undefined)[]): Credential => {
    const missing = names.filter((_, index) => values[index] === undefined);
    if (missing.length > 0) return { kind: 'missing', detail: missingDetail(owner, upstream, missing, secrets) };
    const digest = digestOf(values as readonly string[]);
    if (ready?.digest !== digest) {
      const byName = new Map(names.map((name, index) => [name, values[index] as string]));
      ready = { digest, credential: makeCredential(upstream, byName, net) };
    }
    if (!isSendable(ready.credential))
      return { kind: 'missing', detail: unsendableDetail(upstream, names, values as readonly string[]) };
    return ready.credential;
  };

  return () => {
    const present = secrets.generation();
    if (current !== null && present === generation) return current;
    generation = present;
    const values = names.map((name) => secrets.read(owner, name));
    const isAtHand = (value: unknown): value is string | undefined => !(value instanceof Promise);
    if (values.every(isAtHand)) return (current = make(values));
    const opening = Promise.all(values).then((opened) => {
      const credential = make(opened);
      // What was asked for later may be here already.
      if (current === opening) current = credential;
      return credential;
    });
    return (current = opening);
  };
}

/** Of the values together, so that none is kept twice. */
function digestOf(values: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64');
}

/** What stands in the value of a header (RFC 9110 section 5.5); a line break at the end of a file is what most often does not. */
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether its headers can be sent. Tokens are their issuer's matter. */
function isSendable(credential: ReadyCredential): boolean {
  return credential.kind !== 'static' || Object.values(credential.proof.headers).every((text) => headerText.test(text));
}

function unsendableDetail({ name }: Upstream, names: readonly string[], values: readonly string[]): string {
  const wrong = names.filter((_, index) => !headerText.test(values[index] as string)).map((secret) => `"${secret}"`);
  return `The credential for "${name}" cannot be sent in a header: secret ${wrong.join(' and ')} holds a line break, perhaps at its end, or another character that no header takes. The people who run this gateway have to set it again; trying again does not help.`;
}

function missingDetail(owner: string | null, { name }: Upstream, missing: readonly string[], secrets: Secrets): string {
  const each = missing.map(
    (secret) => `secret "${secret}" ${secrets.has(owner, secret) ? 'cannot be opened here' : 'is not set'}`,
  );
  return `The credential for "${name}" is not complete: ${each.join(' and ')}. The people who run this gateway have to set it; trying again does not help.`;
}
