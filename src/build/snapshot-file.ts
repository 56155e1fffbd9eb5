/**
 * A build as a file. First each tenant's shard on a line of its own, then one line with everything else, then where that
 * begins and the checksum of all before. A reader parses the short line; shards stay text until somebody needs them.
 */
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { LinkedShared } from '../link/link.ts';
import type { SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import { headOf, lazyShard, operationCount, shardText, type ShardHead } from '../table/lazy-shard.ts';
import { tableFormat, type TenantShard } from '../table/table.ts';
import type { Build, StoredShared, StoredTenant } from './build.ts';
import { programId } from './program-id.ts';

/** What a file holds. `Extra` is its owner's own. */
export interface SnapshotContent<Extra> {
  readonly tenants: ReadonlyMap<string, StoredTenant>;
  /** The last good ones; null when shared files always had errors. */
  readonly shared: StoredShared | null;
  readonly extra: Extra;
}

/** Who wrote the file, for whom, and everything but shards. */
interface Body {
  readonly format: number;
  readonly program: string;
  /** The environment that was applied, by name. */
  readonly environment: string | null;
  /** Of the shared files that every tenant below was made with. */
  readonly sharedDigest: string | null;
  /** The last good ones, which need not be those: tenants may have been made with them while the present ones had errors. */
  readonly shared: KeptShared | null;
  readonly tenants: readonly Entry[];
  readonly extra: unknown;
}

/** One tenant. `served` is left out where it is the compiled shard. */
interface Entry {
  readonly name: string;
  readonly digest: string | null;
  readonly compiled: Omit<StoredTenant['compiled'], 'shard'> & { readonly shard: KeptShard | null };
  readonly served?: KeptShard | null;
  readonly problems: readonly Problem[];
}

/** A line's place in the file, in bytes and without its end. */
interface Place {
  readonly at: number;
  readonly length: number;
}

/** A shard by its head. */
interface KeptShard extends Place {
  readonly head: ShardHead;
  readonly operations: number;
}

/** What belongs to no tenant; its files by their texts' places. */
interface KeptShared {
  readonly digest: string;
  readonly files: readonly (Place & { readonly path: string; readonly hash: string })[];
  readonly linked: string;
  readonly problems: readonly Problem[];
}

interface Footer {
  readonly begin: number;
  readonly checksum: number;
}

/** The file in pieces, a tenant's shard each, so that others get their turn in between. */
export function* snapshotPieces(build: Build, extra: unknown): Generator<string> {
  let offset = 0;
  let checksum = 0;
  const pieces: string[] = [];
  const line = (text: string): Place => {
    const piece = `${text}\n`;
    const place = { at: offset, length: Buffer.byteLength(piece) - 1 };
    checksum = crc32(piece, checksum);
    offset += place.length + 1;
    pieces.push(piece);
    return place;
  };
  const keep = (shard: TenantShard | null): KeptShard | null =>
    shard === null ? null : { head: headOf(shard), operations: operationCount(shard), ...line(shardText(shard)) };
  const tenants: Entry[] = [];
  for (const [name, { digest, compiled, served, problems }] of build.tenants) {
    const shard = keep(compiled.shard);
    const isCompiled = served === compiled.shard;
    tenants.push({
      name,
      digest,
      compiled: { ...compiled, shard },
      ...(isCompiled ? {} : { served: keep(served) }),
      problems,
    });
    yield* pieces.splice(0);
  }
  const shared = build.shared.good === null ? null : keptShared(build.shared.good, line);
  const { at: begin } = line(JSON.stringify(bodyOf(build, shared, tenants, extra)));
  yield* pieces.splice(0);
  const footer: Footer = { begin, checksum };
  yield `${JSON.stringify(footer)}\n`;
}

function bodyOf(build: Build, shared: KeptShared | null, tenants: readonly Entry[], extra: unknown): Body {
  return {
    format: tableFormat,
    program: programId(),
    environment: build.environment,
    sharedDigest: build.shared.digest,
    shared,
    tenants,
    extra,
  };
}

/** Reads a file's bytes; null when they are damaged, of another program, or made for another environment. */
export function readSnapshot<Extra>(bytes: Buffer, environment: string | null): SnapshotContent<Extra> | null {
  try {
    const end = bytes.lastIndexOf(10, bytes.length - 2) + 1;
    const { begin, checksum } = JSON.parse(bytes.toString('utf8', end)) as Footer;
    if (bytes.at(-1) !== 10 || crc32(bytes.subarray(0, end)) !== checksum) return null;
    const body = JSON.parse(bytes.toString('utf8', begin, end)) as Body;
    const isOurs = body.format === tableFormat && body.program === programId();
    return isOurs && body.environment === environment ? contentOf<Extra>(body, bytes) : null;
  } catch {
    // Cut, or something else altogether: without it everything is only slower.
    return null;
  }
}

function contentOf<Extra>({ sharedDigest, shared, tenants, extra }: Body, bytes: Buffer): SnapshotContent<Extra> {
  const textAt = ({ at, length }: Place): string => bytes.toString('utf8', at, at + length);
  const shardOf = (kept: KeptShard | null): TenantShard | null =>
    kept === null ? null : lazyShard(kept.head, kept.operations, () => textAt(kept));
  const entries = tenants.map(({ name, digest, compiled, served, problems }): [string, StoredTenant] => {
    const shard = shardOf(compiled.shard);
    const stored = { digest, sharedDigest, compiled: { ...compiled, shard }, problems };
    return [name, { ...stored, served: served === undefined ? shard : shardOf(served) }];
  });
  return {
    tenants: new Map(entries),
    shared: shared === null ? null : storedShared(shared, textAt),
    extra: extra as Extra,
  };
}

function keptShared(good: StoredShared, line: (text: string) => Place): KeptShared {
  const { digest, present, problems } = good;
  const files = good.files.map(({ path, hash, text }) => ({ path, hash, ...line(JSON.stringify(text)) }));
  return { digest, files, linked: serialize(present).toString('base64'), problems };
}

function storedShared({ digest, files, linked, problems }: KeptShared, textAt: (place: Place) => string): StoredShared {
  return {
    digest,
    files: files.map(({ path, hash, ...place }) => keptFile(path, hash, () => JSON.parse(textAt(place)) as string)),
    present: deserialize(Buffer.from(linked, 'base64')) as LinkedShared,
    problems,
  };
}

function keptFile(path: string, hash: string, read: () => string): SourceFile {
  let text: string | undefined;
  return {
    path,
    hash,
    get text() {
      return (text ??= read());
    },
  };
}
