import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['{src,scripts,corpus}/**/*.test.ts'] } },
      {
        // End to end: real processes, so few at a time and patient.
        test: {
          name: 'e2e',
          include: ['test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Servers that others have made, some of them packages of the system: `npm run test:servers`.
        test: { name: 'servers', include: ['servers/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
