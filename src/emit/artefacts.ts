/** The files that `smarteros build` writes. */
import type { RoutingTable } from '../table/table.ts';
import { openApiDocument } from './openapi.ts';
import { tenantTypes } from './types.ts';

/** One file: its path below the output folder, with `/` on every platform, and its text. */
interface Artefact {
  readonly path: string;
  readonly text: string;
}

/**
 * `table.json`, and `<tenant>/openapi.json` and `<tenant>/types.ts` for each tenant. The same table gives the same bytes on
 * every machine, so that the files can be committed and compared.
 */
export async function artefacts(table: RoutingTable): Promise<Artefact[]> {
  const files: Artefact[] = [{ path: 'table.json', text: jsonText(table) }];
  for (const shard of Object.values(table.tenants)) {
    const document = openApiDocument(shard, { server: table.system.hosts.api });
    files.push(
      { path: `${shard.name}/openapi.json`, text: jsonText(document) },
      { path: `${shard.name}/types.ts`, text: await tenantTypes(shard) },
    );
  }
  return files;
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
