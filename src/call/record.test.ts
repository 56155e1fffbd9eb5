import { expect, test } from 'vitest';
import { scriptedNet, answered } from './call.fixture.ts';
import { createCalls } from './call.ts';
import { testPorts, testTrace } from './ports.fixture.ts';
import { refuse } from './refuse.ts';

test.each(['smos_0123456789abcdefghijklmnop', 'Bearer abcdefghijklmnopqrstuvwxyz', '4111 1111 1111 1111'])(
  'a refusal that repeats what a caller wrote is recorded without %s',
  (secret) => {
    const ports = testPorts(scriptedNet(() => answered({})));
    createCalls(ports).refused({
      origin: { principal: null, face: 'http', callId: 'id', trace: testTrace, requestBytes: 0, startedAt: 0 },
      table: 'table',
      tenant: 'demo',
      capability: null,
      reply: refuse('unknown-capability', `There is no capability "${secret}".`),
    });
    const [record] = ports.happened.audit;
    const result = record?.event === 'end' ? record.end.result : '';
    expect(JSON.parse(result)).toMatchObject({ code: 'unknown-capability' });
    expect(result).toContain('[redacted]');
    expect(result).not.toContain(secret);
  },
);
