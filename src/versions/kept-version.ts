/**
 * One kept version as a file: a line about it for lists, and a line with the digests of what it serves. The file's name
 * holds when it was taken over and its digest, so that files need not be opened to be found or removed.
 */
import { digestOf } from '../table/canonical.ts';
import type { TenantState } from '../table/routes.ts';
import { tableFormat, type SystemShard } from '../table/table.ts';

/** What is known of a version without its content. */
export interface KeptVersion {
  /** The table's version: 64 hex digits. */
  readonly version: string;
  /** When a gateway took it over last, RFC 3339. */
  readonly at: string;
  /** The environment that it was built for; null for none. */
  readonly environment: string | null;
  /** The commit that the workspace's repository was at, 40 hex digits or 64; null when there is none. */
  readonly commit: string | null;
  /** Whether the workspace was as committed; null without a repository. */
  readonly clean: boolean | null;
  /** Tenants that it changed, of what was served before it: the first fifty by name. */
  readonly changed: readonly string[];
  /** How many it changed in all. */
  readonly changedCount: number;
  /** How many tenants it serves. */
  readonly tenants: number;
}

/** What a version serves; shards by tenant name, as the digests of their content. */
export interface VersionContent {
  readonly system: SystemShard;
  readonly states: Readonly<Record<string, TenantState>>;
  readonly shards: Readonly<Record<string, string>>;
}

/** The form of the file, and of the table that its digests are of. */
const format = `1/${tableFormat}`;

const nameForm = /^(\d{8}T\d{6}\.\d{3}Z)-([0-9a-f]{64})\.json$/;

/** A file's name: in the order of time, and with the version. */
export function fileNameOf({ at, version }: Pick<KeptVersion, 'at' | 'version'>): string {
  return `${at.replaceAll(/[-:]/g, '')}-${version}.json`;
}

/** The version that a file's name is about; null for the name of something else. */
export function versionOfName(name: string): string | null {
  return nameForm.exec(name)?.[2] ?? null;
}

/** The text of a version's file. */
export function versionText(about: KeptVersion, content: VersionContent): string {
  return `${JSON.stringify({ format, ...about })}\n${JSON.stringify(content)}\n`;
}

/** The first line of a file; null when the file is cut, of another format, or not what its name says. */
export function readAbout(name: string, text: string): KeptVersion | null {
  // Whoever was cut off in the middle of writing has not written the line break at the end.
  if (!text.endsWith('}\n')) return null;
  const about = parse(text.slice(0, text.indexOf('\n'))) as (KeptVersion & { format: string }) | null;
  if (about === null || about.format !== format) return null;
  if (!isAbout(about) || fileNameOf(about) !== name) return null;
  const { format: _, ...rest } = about;
  return rest;
}

function isAbout(about: KeptVersion): boolean {
  return typeof about.at === 'string' && typeof about.version === 'string' && Array.isArray(about.changed);
}

/** The second line of a file; null when it is damaged. Whether its digests make the version shows once shards are there. */
export function readContent(text: string): VersionContent | null {
  const content = parse(text.slice(text.indexOf('\n') + 1)) as VersionContent | null;
  if (content === null || !isRecord(content.shards) || !isRecord(content.system) || !isRecord(content.states))
    return null;
  const { digest, ...system } = content.system;
  return digestOf(JSON.stringify(system)) === digest ? content : null;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
