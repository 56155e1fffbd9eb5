/**
 * `npm run build`: `src/` → `dist/`, JavaScript that Node runs from inside node_modules, where it strips no types. The
 * typed client is the only module that other programs import, so its declarations are the only ones kept.
 */
import { spawnSync } from 'node:child_process';
import { globSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const output = join(root, 'dist');
// Sources name schemas/ and generated/, which lie beside src/: the compiler lays all of it out under one folder.
const everything = join(root, '.smarteros', `build-${process.pid}`);

rmSync(everything, { recursive: true, force: true });
try {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const flags = ['-p', join(root, 'tsconfig.build.json'), '--outDir', everything];
  const { status } = spawnSync(process.execPath, [compiler, ...flags], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  const built = join(everything, 'src');
  for (const file of globSync('**/*.d.ts', { cwd: built })) {
    if (file !== 'client.d.ts') rmSync(join(built, file));
  }
  rmSync(output, { recursive: true, force: true });
  renameSync(built, output);
} finally {
  rmSync(everything, { recursive: true, force: true });
}
