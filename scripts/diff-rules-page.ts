/** `docs/diff-rules.md`: every rule of `smarteros diff`, from the table that the program itself uses. */
import { changeClasses, diffRules, type DiffRule, type Face, faces } from '../src/diff/rules.ts';
import { faceTitles } from '../src/diff/texts.ts';

/** The page's text below its banner. */
export function diffRulesPage(): string {
  const rules = Object.entries(diffRules) as [string, DiffRule][];
  return `# Rules of a comparison

What \`smarteros diff\` can find, by rule. Codes are stable: allow lists name them. What the classes mean, and how a change is
allowed, is in [diff.md](diff.md).

${faces.map((face) => section(face, rules)).join('\n')}`;
}

function section(face: Face, rules: readonly [string, DiffRule][]): string {
  const rows = changeClasses.flatMap((kind) =>
    rules
      .filter(([, rule]) => rule.face === face && rule.class === kind)
      .map(([code, { meaning, advice }]) => `| \`${code}\` | ${kind} | ${cell(meaning)} | ${cell(advice)} |`),
  );
  const title = faceTitles[face];
  return `## ${title.charAt(0).toUpperCase()}${title.slice(1)}

| rule | class | what changes | what a reviewer does |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
