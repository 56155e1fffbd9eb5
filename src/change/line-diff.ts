/** What changed between two texts, line by line, for people. */

/** One line of a difference; `gap` stands for lines that are the same and not shown. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  readonly text: string;
}

/** How many equal lines are shown around a change. */
const around = 2;

/** Longer stretches are shown as removed and added as a whole: finding the best match would take too long. */
const most = 4_000_000;

/** The changed lines with two equal ones around them. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const middle = compared(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return shortened([...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))]);
}

/** By the longest common subsequence. */
function compared(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  if (old.length * fresh.length > most) return [...old.map(removed), ...fresh.map(added)];
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === fresh[j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const isSame = i < old.length && j < fresh.length && old[i] === fresh[j];
    const isRemoved =
      j === fresh.length ||
      (i < old.length && (lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number));
    if (isSame) found.push({ kind: 'same', text: old[i] as string });
    else found.push(isRemoved ? removed(old[i] as string) : added(fresh[j] as string));
    if (isSame || isRemoved) i += 1;
    if (isSame || !isRemoved) j += 1;
  }
  return found;
}

function removed(text: string): DiffLine {
  return { kind: 'removed', text };
}

function added(text: string): DiffLine {
  return { kind: 'added', text };
}

function shortened(lines: readonly DiffLine[]): DiffLine[] {
  const isShown = lines.map((_line, index) =>
    lines.slice(Math.max(index - around, 0), index + around + 1).some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, index) => {
    if (isShown[index] === true) return [line];
    const isBetween = isShown[index - 1] === true && isShown.includes(true, index);
    return isBetween ? [{ kind: 'gap', text: '…' } as const] : [];
  });
}
