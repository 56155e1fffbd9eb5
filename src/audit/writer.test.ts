import { chmodSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDrafts } from './entry.ts';
import { aBegin, anEnd, fill, smallPolicy, temporaryFolder } from './journal.fixture.ts';
import { verifyAudit } from './verify.ts';
import { createWriter } from './writer.ts';

let folder = '';
let dispose = (): void => {};
beforeEach(() => ({ folder, dispose } = temporaryFolder()));
afterEach(() => dispose());

const drafts = createDrafts();
const line = () => drafts.call(aBegin(), anEnd());
const newWriter = () => createWriter({ folder, policy: () => smallPolicy, now: Date.now, purpose: 'calls' });

test('a file that was deleted under it is given up, and what stood there is missed', async () => {
  const writer = newWriter();
  await writer.append([line()]);
  for (const name of readdirSync(folder)) unlinkSync(join(folder, name));
  await writer.touch();
  expect(await writer.append([line()])).toEqual({ lines: 1, error: null });
  await writer.close();
  expect((await verifyAudit(folder)).findings).toMatchObject([{ kind: 'missing' }]);
});

test('a file that stays is written on', async () => {
  const writer = newWriter();
  await writer.append([line()]);
  await writer.touch();
  await writer.append([line(), line()]);
  await writer.close();
  expect(readdirSync(folder).length).toBe(1);
  expect(await verifyAudit(folder)).toMatchObject({ lines: 5, findingCount: 0 });
});

test('files of others that it may not read do not keep it from writing', async () => {
  await fill(folder, 1);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0);
  const writer = newWriter();
  expect(await writer.append([line()])).toEqual({ lines: 1, error: null });
  await writer.close();
});
