/** What a verifier remembers of issuers and tokens, and for how long. */
import { describe, expect, it } from 'vitest';
import { freshToken, setUpVerifier } from './verifier.fixture.ts';

const minuteMs = 60_000;

describe('a reload', () => {
  it('keeps keys and tokens of an issuer that stays, and drops those of one that goes', async () => {
    const setup = await setUpVerifier();
    const token = await freshToken(setup);
    const first = await setup.verify(token);
    setup.issuers = { login: setup.issuer.declared() };
    expect(setup.verify(token)).toEqual(first);
    expect(setup.keyRequests()).toBe(1);
    setup.issuers = {};
    expect(await setup.outcome(token)).toBe('unknown-issuer');
    setup.issuers = { login: setup.issuer.declared() };
    expect(await setup.outcome(token)).toBe('ok');
    expect(setup.keyRequests()).toBe(2);
  });

  it('judges remembered tokens by what is declared now', async () => {
    const setup = await setUpVerifier();
    const token = await freshToken(setup);
    expect(await setup.outcome(token)).toBe('ok');
    setup.issuers = { login: setup.issuer.declared({ algorithms: ['RS256'] }) };
    expect(await setup.outcome(token)).toBe('invalid');
    setup.issuers = { renamed: setup.issuer.declared({ name: 'renamed' }) };
    expect(await setup.verify(token)).toMatchObject({ identity: { issuer: 'renamed' } });
    expect(setup.keyRequests()).toBe(1);
  });
});

describe('a remembered token', () => {
  it('is answered at once, with the same identity, for a minute', async () => {
    const setup = await setUpVerifier();
    const token = await freshToken(setup);
    const [first, second] = await Promise.all([setup.verify(token), setup.verify(token)]);
    const identityOf = (verification: unknown): unknown => (verification as { identity: unknown }).identity;
    expect(identityOf(second)).toBe(identityOf(first));
    setup.clock.ms += minuteMs - 1;
    expect(identityOf(setup.verify(token))).toBe(identityOf(first));
    setup.clock.ms += 1;
    expect(setup.verify(token)).toBeInstanceOf(Promise);
  });

  it('is never that of another caller', async () => {
    const setup = await setUpVerifier();
    const subjects = Array.from({ length: 40 }, (_, index) => `caller-${index}`);
    const tokens = await Promise.all(subjects.map((sub) => setup.issuer.token({ sub })));
    for (const round of [1, 2]) {
      const answers = await Promise.all(tokens.map((token) => setup.verify(token)));
      expect(answers.map((answer) => (answer.ok ? answer.identity.subject : round))).toEqual(subjects);
    }
  });

  it('counts no longer when the verifier is closed', async () => {
    const setup = await setUpVerifier();
    const token = await freshToken(setup);
    expect(await setup.outcome(token)).toBe('ok');
    await setup.close();
    expect(await setup.outcome(token)).toBe('keys-unavailable');
  });

  it('does not wait for the answer of an issuer when the verifier closes', async () => {
    const setup = await setUpVerifier();
    setup.issuer.behave('silent');
    const waiting = setup.outcome(await freshToken(setup));
    await expect.poll(() => setup.issuer.requests.length).toBe(1);
    await setup.close();
    expect(await waiting).toBe('keys-unavailable');
  });
});

describe('a wall clock that jumps', () => {
  it('back, makes nothing last longer', async () => {
    const setup = await setUpVerifier();
    const token = await freshToken(setup);
    expect(await setup.outcome(token)).toBe('ok');
    setup.issuer.publish([]);
    setup.clock.jumpMs = -3600 * 1000;
    setup.clock.ms += 10 * minuteMs;
    expect(await setup.outcome(await freshToken(setup))).toBe('invalid');
    expect(setup.keyRequests()).toBe(2);
  });

  it('forth, ends tokens and no keys', async () => {
    const setup = await setUpVerifier();
    const token = await setup.issuer.token();
    expect(await setup.outcome(token)).toBe('ok');
    setup.clock.jumpMs = 3600 * 1000;
    expect(await setup.outcome(token)).toBe('expired');
    expect(await setup.outcome(await setup.issuer.token())).toBe('ok');
    expect(setup.keyRequests()).toBe(1);
  });
});
