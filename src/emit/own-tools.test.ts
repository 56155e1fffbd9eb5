import { expect, test } from 'vitest';
import { buildFiles, oneCapability } from '../table/workspace.fixture.ts';
import { ownToolNames } from './own-tools.ts';

test.each(ownToolNames)('no capability may be the tool %s', (tool) => {
  const files = Object.fromEntries(
    Object.entries(oneCapability({}, {})).map(([path, text]) => [
      path,
      text.replaceAll('do.it', tool.replace('_', '.')),
    ]),
  );
  expect(buildFiles(files).problems.map(({ code }) => code)).toContain('reserved-name');
});
