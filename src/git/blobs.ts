/** Contents of many objects, streamed from one `git cat-file`. */
import { type GitFault, isFault } from './git.ts';
import type { Place } from './place.ts';
import { runGit, saidByGit } from './run.ts';

/** Hands each object's bytes to `take`, in the order asked for; ids are full. A fault when one is missing. */
export async function readBlobs(
  place: Place,
  ids: readonly string[],
  take: (index: number, bytes: Buffer) => void,
): Promise<GitFault | null> {
  if (ids.length === 0) return null;
  const parser = createParser(take);
  const run = await runGit(place.root, ['cat-file', '--batch'], {
    input: `${ids.join('\n')}\n`,
    onOutput: parser.add,
  });
  if (isFault(run)) return run;
  if (parser.missing() !== null)
    return {
      fault: `The repository lacks the content of ${parser.missing()}: it was not fetched. Fetch it: git fetch --refetch`,
      reason: 'history',
    };
  return run.code === 0 && parser.count() === ids.length ? null : saidByGit('read the files of the commit', run);
}

/** Types of what revisions such as `<commit>:<path>` name; null for what is not there. */
export async function typesOf(place: Place, names: readonly string[]): Promise<(string | null)[] | GitFault> {
  if (names.length === 0) return [];
  const run = await runGit(place.root, ['cat-file', '--batch-check=%(objecttype)'], { input: `${names.join('\n')}\n` });
  if (isFault(run)) return run;
  const lines = run.stdout.toString('utf8').split('\n');
  return names.map((_, index) => (/^(tree|blob|commit)$/.test(lines[index] ?? '') ? (lines[index] as string) : null));
}

/** Reads `<id> <type> <size>\n<bytes>\n`, however the chunks are cut. */
function createParser(take: (index: number, bytes: Buffer) => void) {
  let chunks: Buffer[] = [];
  let waiting = 0;
  let needed = 0;
  let count = 0;
  let missing: string | null = null;

  const parse = (): void => {
    const data = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    let at = 0;
    for (;;) {
      const end = data.indexOf(10, at);
      if (end === -1) break;
      const [id = '', , size] = data.toString('latin1', at, end).split(' ');
      const isMissing = size === undefined;
      const next = isMissing ? end + 1 : end + 1 + Number(size) + 1;
      needed = next - at;
      if (next > data.length) break;
      if (isMissing) missing ??= id;
      else take(count, data.subarray(end + 1, next - 1));
      count++;
      at = next;
      needed = 0;
    }
    chunks = at === data.length ? [] : [data.subarray(at)];
    waiting = data.length - at;
  };

  return {
    add: (chunk: Buffer): void => {
      chunks.push(chunk);
      waiting += chunk.length;
      // A large file comes in many chunks: they are joined once, when it is whole.
      if (waiting >= needed) parse();
    },
    count: () => count,
    missing: () => missing,
  };
}
