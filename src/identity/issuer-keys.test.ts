import { describe, expect, it } from 'vitest';
import { type IssuerMood, startIssuer } from './issuer.fixture.ts';
import { freshOutcome, freshToken, setUpVerifier, type VerifierSetup } from './verifier.fixture.ts';

const minuteMs = 60_000;

/** Until what goes on beside the calls has ended. */
async function settled(setup: VerifierSetup, keyRequests: number): Promise<void> {
  await expect.poll(() => setup.keyRequests() >= keyRequests && setup.events.length >= keyRequests).toBe(true);
}

describe('a new key', () => {
  it('is found when the first token of it comes, and the old one goes on while it is published', async () => {
    const setup = await setUpVerifier();
    const old = setup.issuer.key();
    expect(await freshOutcome(setup)).toBe('ok');
    await setup.issuer.rotate();
    expect(await freshOutcome(setup)).toBe('ok');
    expect(await setup.outcome(await setup.issuer.token({ jti: 'x' }, { key: old }))).toBe('ok');
    expect(setup.keyRequests()).toBe(2);
  });

  it('takes the place of the old one with the next refresh, for remembered tokens too', async () => {
    const setup = await setUpVerifier();
    const token = await freshToken(setup);
    expect(await setup.outcome(token)).toBe('ok');
    setup.issuer.publish([(await setup.issuer.rotate()).jwk]);
    expect(await setup.outcome(token)).toBe('ok');
    expect(await freshOutcome(setup)).toBe('ok');
    expect(await setup.outcome(token)).toBe('invalid');
  });

  it('is asked for once in 30 s, however many names are made up', async () => {
    const setup = await setUpVerifier();
    expect(await freshOutcome(setup)).toBe('ok');
    const flood = async (): Promise<void> => {
      const tokens = await Promise.all(
        Array.from({ length: 50 }, (_, index) => freshToken(setup, { kid: `made-up-${index}` })),
      );
      expect(new Set(await Promise.all(tokens.map((token) => setup.outcome(token))))).toEqual(new Set(['invalid']));
    };
    await flood();
    await flood();
    setup.clock.ms += 29_999;
    await flood();
    expect(setup.keyRequests()).toBe(2);
    setup.clock.ms += 1;
    await flood();
    expect(setup.keyRequests()).toBe(3);
    expect(await freshOutcome(setup)).toBe('ok');
  });

  it('that nobody can say whether it is one is no fault of the caller’s', async () => {
    const setup = await setUpVerifier();
    expect(await freshOutcome(setup)).toBe('ok');
    setup.issuer.behave('down');
    expect(await setup.outcome(await freshToken(setup, { kid: 'new' }))).toBe('keys-unavailable');
    expect(await freshOutcome(setup)).toBe('ok');
  });

  it('that is none is the caller’s fault again once the issuer answers', async () => {
    const setup = await setUpVerifier();
    setup.issuer.behave('error');
    expect(await freshOutcome(setup)).toBe('keys-unavailable');
    setup.issuer.behave('up');
    setup.clock.ms += 1000;
    expect(await setup.outcome(await freshToken(setup, { kid: 'new' }))).toBe('invalid');
    setup.issuer.publish([]);
    setup.clock.ms += 10 * minuteMs;
    expect(await freshOutcome(setup)).toBe('invalid');
  });

  it('no key at all: none counts any more', async () => {
    const setup = await setUpVerifier();
    expect(await freshOutcome(setup)).toBe('ok');
    setup.issuer.publish([]);
    setup.clock.ms += 10 * minuteMs;
    expect(await freshOutcome(setup)).toBe('invalid');
  });
});

describe('keys', () => {
  it('are renewed beside the calls after 8 minutes, and waited for after 10', async () => {
    const setup = await setUpVerifier();
    expect(await freshOutcome(setup)).toBe('ok');
    setup.clock.ms += 8 * minuteMs - 1;
    expect(await freshOutcome(setup)).toBe('ok');
    expect(setup.keyRequests()).toBe(1);
    const old = setup.issuer.key();
    setup.issuer.publish([(await setup.issuer.rotate()).jwk]);
    setup.clock.ms += 1;
    const revoked = (): Promise<string> => setup.issuer.token({ jti: crypto.randomUUID() }, { key: old });
    expect(await setup.outcome(await revoked())).toBe('ok');
    await settled(setup, 2);
    expect(await setup.outcome(await revoked())).toBe('invalid');
    setup.issuer.publish([]);
    setup.clock.ms += 10 * minuteMs;
    expect(await freshOutcome(setup)).toBe('invalid');
  });

  it.each<IssuerMood>(['down', 'garbage', 'huge', 'error'])(
    'are trusted for an hour while the issuer is %s, and no longer',
    async (mood) => {
      const setup = await setUpVerifier();
      expect(await freshOutcome(setup)).toBe('ok');
      setup.issuer.behave(mood);
      setup.clock.ms += 30 * minuteMs;
      expect(await freshOutcome(setup)).toBe('ok');
      setup.clock.ms += 30 * minuteMs;
      const remembered = await freshToken(setup);
      expect(await setup.outcome(remembered)).toBe('ok');
      setup.clock.ms += 1;
      expect(await setup.outcome(remembered)).toBe('keys-unavailable');
      expect(await freshOutcome(setup)).toBe('keys-unavailable');
      setup.issuer.behave('up');
      setup.clock.ms += minuteMs / 2;
      expect(await freshOutcome(setup)).toBe('ok');
    },
  );

  it('are asked for less and less often while nobody answers', async () => {
    const setup = await setUpVerifier();
    setup.issuer.behave('error');
    for (let seconds = 0; seconds < 120; seconds++) {
      expect(await freshOutcome(setup)).toBe('keys-unavailable');
      setup.clock.ms += 1000;
    }
    // After 0, 1, 3, 7, 15, 31, 61 and 91 s
    expect(setup.issuer.requests).toHaveLength(8);
  });

  it('keep nobody waiting for an issuer that has failed already', async () => {
    const setup = await setUpVerifier();
    expect(await freshOutcome(setup)).toBe('ok');
    setup.issuer.behave('error');
    setup.clock.ms += 10 * minuteMs;
    expect(await freshOutcome(setup)).toBe('ok');
    setup.issuer.behave('silent');
    setup.clock.ms += 10 * minuteMs;
    expect(await freshOutcome(setup)).toBe('ok');
  });
});

describe('an issuer that is silent', () => {
  it('has a bounded number of calls wait for it, and the others are told at once', async () => {
    const setup = await setUpVerifier();
    setup.issuer.behave('silent');
    const token = await freshToken(setup);
    let told = 0;
    const outcomes = Array.from({ length: 600 }, async () => {
      const outcome = await setup.outcome(token);
      told += 1;
      return outcome;
    });
    await expect.poll(() => told).toBe(100);
    await setup.close();
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['keys-unavailable']));
  });

  it('keeps no known key from being used, however many wait for one that is not known', async () => {
    const setup = await setUpVerifier();
    expect(await freshOutcome(setup)).toBe('ok');
    setup.issuer.behave('silent');
    const madeUp = await freshToken(setup, { kid: 'made-up' });
    const outcomes = Array.from({ length: 600 }, () => setup.outcome(madeUp));
    expect(await freshOutcome(setup)).toBe('ok');
    expect(await setup.outcome(madeUp)).toBe('keys-unavailable');
    await setup.close();
    await Promise.all(outcomes);
  });
});

it('two issuers of one gateway are asked apart', async () => {
  const setup = await setUpVerifier();
  const other = await startIssuer({ now: () => setup.clock.ms });
  setup.issuers = { ...setup.issuers, other: other.declared({ name: 'other' }) };
  other.behave('down');
  expect(await setup.outcome(await other.token())).toBe('keys-unavailable');
  expect(await freshOutcome(setup)).toBe('ok');
});
