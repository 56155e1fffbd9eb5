/** Reads one OpenAPI document in a process of its own: `read-openapi.ts FILE [WANTED]`. */
import { readFileSync } from 'node:fs';
import { readOpenApi } from '../../src/openapi/read.ts';

const [path = '', wanted] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
const names =
  wanted === undefined
    ? undefined
    : new Set(
        readOpenApi({ path, text }, new Set())
          .names.slice(0, Number(wanted))
          .map(({ name }) => name),
      );
const begin = performance.now();
const cpu = process.cpuUsage();
const { operations } = readOpenApi({ path, text }, names);
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - begin) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `read ${operations.length} ${seconds.toFixed(3)} ${((user + system) / 1e6).toFixed(3)} ${megabytes.toFixed(0)}\n`,
);
