/** What `record` takes on its command line, and what it refuses. */
import { expect, test } from 'vitest';
import { recordDuration, recordPort, recordRequests, recordTarget } from './record-flags.ts';

test.each([
  ['https://api.example', 'https://api.example', ''],
  ['https://api.example:8443/', 'https://api.example:8443', ''],
  ['http://API.example/v3/', 'http://api.example', '/v3'],
])('a target %s', (given, origin, basePath) => {
  expect(recordTarget(given, false)).toEqual({ origin, basePath, network: 'public' });
});

test.each([
  'api.example',
  'ftp://api.example',
  'https://user@api.example',
  'https://api.example/?a=1',
  'https://a.example/#b',
  '',
])('no target: %j', (given) => {
  expect(() => recordTarget(given, false)).toThrow('--target takes the base URL of an API');
});

test.each(['http://127.0.0.1:3000', 'http://localhost:3000/v3', 'https://10.1.2.3', 'http://[::1]'])(
  'a private target is told before anything waits: %s',
  (given) => {
    expect(() => recordTarget(given, false)).toThrow('Say --private');
    expect(recordTarget(given, true).network).toBe('private');
  },
);

test.each([
  ['90s', 90_000],
  ['10m', 600_000],
  ['24h', 86_400_000],
  [undefined, null],
])('a time of %s', (given, ms) => {
  expect(recordDuration(given)).toBe(ms);
});

test.each(['10', '0s', '25h', '1d', '-1m', 'ten'])('no time: %s', (given) => {
  expect(() => recordDuration(given)).toThrow('--for takes a time');
});

test('numbers are whole, and in their range', () => {
  expect([recordRequests('12'), recordRequests(undefined), recordPort('0'), recordPort('65535')]).toEqual([
    12,
    null,
    0,
    65_535,
  ]);
  for (const given of ['0', '1.5', 'x', '-1']) expect(() => recordRequests(given)).toThrow('--requests takes');
  for (const given of ['65536', 'x', '-1', '']) expect(() => recordPort(given)).toThrow('--port takes');
});
