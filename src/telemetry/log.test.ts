import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createJsonLog, type JsonLog } from './log.ts';
import { endedCall } from './telemetry.fixture.ts';

/** What a log wrote, line by line. */
async function logged(write: (log: JsonLog) => void): Promise<Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'log');
  const descriptor = openSync(file, 'w');
  const log = createJsonLog(descriptor);
  write(log);
  await log.close();
  closeSync(descriptor);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a call is one line, found by the id that its caller was given and by its trace', async () => {
  const [line, ...others] = await logged((log) => log.call(endedCall()));
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    level: 30,
    msg: 'call',
    service: 'smarteros',
    callId: '11111111-2222-4333-8444-555555555555',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    tenant: 'demo',
    capability: 'orders.search',
    decision: 'ok',
    totalMs: 12.5,
  });
  expect(String(line?.['time'])).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('what a person should look at is a warning, the good news after it is not', async () => {
  const lines = await logged((log) => {
    log.event('breaker-opened', 'shop');
    log.event('breaker-closed', 'shop');
  });
  expect(lines.map(({ level, event, subject }) => [level, event, subject])).toEqual([
    [40, 'breaker-opened', 'shop'],
    [30, 'breaker-closed', 'shop'],
  ]);
});

test('line breaks in words stay inside their line', async () => {
  const lines = await logged((log) => log.note('error', 'one\ntwo', { id: 'a\r\nb' }));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ msg: 'one\ntwo', id: 'a\r\nb', level: 50 });
});
