/** A token verifier with clocks to set, over a real net. */
import { onTestFinished } from 'vitest';
import { openNet } from '../net/loopback.fixture.ts';
import type { Issuer } from '../table/table.ts';
import type { KeyEvent } from './issuer-keys.ts';
import { startIssuer, type TestIssuer, type TestIssuerOptions } from './issuer.fixture.ts';
import type { Verification } from './tokens.ts';
import { createTokenVerifier } from './verify.ts';

/** A verifier and one issuer that it knows; both follow `clock`. */
export interface VerifierSetup {
  readonly issuer: TestIssuer;
  /** Unix milliseconds; both clocks of the verifier go with it, and its wall clock is off by `jumpMs`. */
  readonly clock: { ms: number; jumpMs: number };
  readonly events: readonly KeyEvent[];
  /** What is declared; may be replaced, as a reload does. */
  issuers: Readonly<Record<string, Issuer>>;
  verify(token: string, via?: 'bearer' | 'access-assertion'): Verification | Promise<Verification>;
  /** `ok`, or the reason for a refusal. */
  outcome(token: string, via?: 'bearer' | 'access-assertion'): Promise<string>;
  /** How often keys were fetched so far. */
  keyRequests(): number;
  close(): Promise<void>;
}

/** Makes a verifier that ends with the test. */
export async function setUpVerifier(
  changes: Partial<Issuer> = {},
  options: Omit<TestIssuerOptions, 'now'> = {},
): Promise<VerifierSetup> {
  const clock = { ms: 1_800_000_000_000, jumpMs: 0 };
  const now = (): number => clock.ms + clock.jumpMs;
  const issuer = await startIssuer({ ...options, now });
  const events: KeyEvent[] = [];
  const verifier = createTokenVerifier({
    net: openNet(),
    now,
    monotonicNow: () => clock.ms,
    onEvent: (event) => events.push(event),
  });
  onTestFinished(() => verifier.close());
  const declared = issuer.declared(changes);
  const setup: VerifierSetup = {
    issuer,
    clock,
    events,
    issuers: { [declared.name]: declared },
    verify: (token, via = 'bearer') => verifier.verify(token, setup.issuers, via),
    async outcome(token, via) {
      const verification = await setup.verify(token, via);
      return verification.ok ? 'ok' : verification.reason;
    },
    keyRequests: () => issuer.requests.filter((path) => path === '/keys').length,
    close: () => verifier.close(),
  };
  return setup;
}

/** A token that holds for a day, another one each time: nothing is remembered of it. */
export function freshToken(
  { issuer, clock }: VerifierSetup,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return issuer.token({ jti: crypto.randomUUID(), exp: clock.ms / 1000 + 86_400 }, { header });
}

/** What becomes of such a token. */
export async function freshOutcome(setup: VerifierSetup): Promise<string> {
  return setup.outcome(await freshToken(setup));
}
