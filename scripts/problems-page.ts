/** `docs/problems.md`: every problem code with what it means, an example, what `check` says of it, and its correction. */
import { problemCodes, type ProblemCode } from '../src/problem.ts';
import { problemCases, runWrong, type CaseFile, type ProblemCase } from '../test/problem-cases.ts';

/** The page's text below its banner. Runs the example of each code. */
export function problemsPage(): string {
  const examples = new Map(
    problemCases()
      .map((problem) => [problem.code, problem] as const)
      .toReversed(),
  );
  const codes = Object.keys(problemCodes) as ProblemCode[];
  const rows = codes.map((code) => `| [\`${code}\`](#${code}) | ${problemCodes[code].meaning} |`);
  return `# Problems

What \`smarteros check\` can say about a workspace, by code. Codes are stable: scripts may rely on them. Each problem comes
with its file, line and column, the lines around it, and a hint that names names; \`smarteros check --fix\` corrects those
whose correction is certain.

An **error** keeps its tenant from changing: a running gateway goes on with the tenant's last good version. A
**warning** keeps nothing from working, and \`smarteros check\` ends with 0.

| code | what is wrong |
| --- | --- |
${rows.join('\n')}

${codes.map((code) => section(code, examples.get(code))).join('\n')}`;
}

function section(code: ProblemCode, example: ProblemCase | undefined): string {
  const { meaning, remedy } = problemCodes[code];
  const shown = example === undefined ? '' : exampleOf(example);
  return `## ${code}\n\n${meaning} ${remedy}\n${shown}`;
}

function exampleOf(example: ProblemCase): string {
  const { output } = runWrong(example);
  const asked = (example.command ?? ['check']).join(' ');
  return `
For example: ${example.title.charAt(0).toLowerCase()}${example.title.slice(1)}.

${example.files.map(fileBlock).join('\n')}
\`smarteros ${asked}\` says:

${fenced('text', cut(output))}
Corrected:

${example.fixed.map((file) => corrected(file, example)).join('\n')}`;
}

/** What changes of a file that stands above, or the whole of another. */
function corrected(file: CaseFile, { files }: ProblemCase): string {
  const wrong = files.find(({ path, how }) => path === file.path && how === '');
  if (wrong === undefined || file.how !== '') return fileBlock(file);
  const before = wrong.text.split('\n');
  const after = file.text.split('\n');
  let same = 0;
  while (same < Math.min(before.length, after.length) && before[same] === after[same]) same++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - same && before.at(-1 - end) === after.at(-1 - end)) end++;
  const lines = [
    ...before.slice(same, before.length - end).map((line) => `- ${line}`),
    ...after.slice(same, after.length - end).map((line) => `+ ${line}`),
  ];
  return `\`${file.path}\`:\n\n${fenced('diff', lines.join('\n'))}`;
}

function fileBlock({ path, how, text }: CaseFile): string {
  if (how === 'remove') return `\`${path}\` is not there.\n`;
  if (how === 'link') return `\`${path}\` is a link to \`${text.trim()}\`.\n`;
  if (how === 'hex') return `\`${path}\`, as bytes:\n\n${fenced('text', text)}`;
  const repeated = how === '' ? '' : ', repeated until it is too long';
  return `\`${path}\`${repeated}:\n\n${fenced(path.endsWith('.md') ? 'md' : 'yaml', text)}`;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}

/** Lines that would not fit a page. */
function cut(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line.length > 240 ? `${line.slice(0, 239)}…` : line))
    .join('\n');
}
