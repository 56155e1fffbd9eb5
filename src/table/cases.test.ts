import { expect, test } from 'vitest';
import { caseNames, runCase } from './golden.fixture.ts';

const folder = new URL('cases/', import.meta.url);

test.each(caseNames(folder))('%s compiles as its golden file says', async (name) => {
  await expect(runCase(folder, name)).toMatchFileSnapshot(`cases/${name}.json`);
});
