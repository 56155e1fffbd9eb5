/** Shards on disk, each in a file named by the digest of its content, so that versions share what they have in common. */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { deepFreeze } from '../table/canonical.ts';
import { isIntact } from '../table/seal.ts';
import { shardText } from '../table/lazy-shard.ts';
import type { TenantShard } from '../table/table.ts';
import { sweepFolder } from './sweep.ts';
import { writeWhole } from './write-whole.ts';

/** Shards of one workspace's versions. */
export interface ShardFiles {
  /** Null when the file is missing or damaged. */
  read(digest: string): Promise<TenantShard | null>;
  /** The same without waiting, for a start. */
  readNow(digest: string): TenantShard | null;
  /** Writes those that are not there, or are there in another size, as a machine leaves them that lost its power. */
  write(shards: Iterable<TenantShard>): Promise<void>;
  /** Removes those that nobody needs and that no other process can be about to need. */
  sweep(needed: ReadonlySet<string>): Promise<void>;
}

/** Opens a folder, which is made when a shard is first written. */
export function openShardFiles(folder: string): ShardFiles {
  const fileOf = (digest: string) => join(folder, `${digest}.json`);
  // Digests whose file this process has looked at or written.
  let checked = new Set<string>();

  async function writeOne(shard: TenantShard, isThere: boolean): Promise<void> {
    if (isThere && checked.has(shard.digest)) return;
    const text = shardText(shard);
    if (isThere && (await sizeOf(fileOf(shard.digest))) === Buffer.byteLength(text)) {
      // It may be left over from versions that are gone: as new, no other process sweeps it away.
      const now = new Date();
      return utimes(fileOf(shard.digest), now, now);
    }
    await writeWhole(fileOf(shard.digest), text);
  }

  return {
    read: async (digest) => parseShard(await readFile(fileOf(digest), 'utf8').catch(() => null), digest),
    readNow: (digest) => {
      try {
        return parseShard(readFileSync(fileOf(digest), 'utf8'), digest);
      } catch {
        return null;
      }
    },
    write: async (shards) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const there = new Set(await readdir(folder));
      const now = new Set<string>();
      for (const shard of shards) {
        await writeOne(shard, there.has(`${shard.digest}.json`));
        now.add(shard.digest);
      }
      checked = now;
    },
    sweep: (needed) => sweepFolder(folder, (name) => needed.has(name.replace(/\.json$/, ''))),
  };
}

function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  );
}

/** Null unless the text is a shard that has this digest, and its content has it, too. */
function parseShard(text: string | null, digest: string): TenantShard | null {
  try {
    const shard = JSON.parse(text ?? 'null') as TenantShard | null;
    return shard?.digest === digest && isIntact(shard) ? deepFreeze(shard) : null;
  } catch {
    return null;
  }
}
