/** What an import tells: what was made, what was set aside and why, what to look at, and what comes next. */
import type { Draft } from '../introspect/draft.ts';
import { renderProblems } from '../report/pretty.ts';
import { count } from './announce.ts';
import { isColored } from './colour.ts';
import type { ProvenDraft } from './import-proof.ts';
import { visible } from './import-names.ts';
import type { ImportRequest } from './import-request.ts';
import { shellWord, workspaceWords } from './scaffold-file.ts';

/** Rows of each kind that are told one by one. */
const mostRows = 60;

/** For people. */
export function importText(request: ImportRequest, { draft, warnings, errors }: ProvenDraft): string {
  const { source, isDryRun } = request;
  const isWritten = !isDryRun && errors.length === 0 && draft.capabilities.length > 0;
  const found = `${visible(source.introspection.form)}: ${sumText(request, draft)}.`;
  return [
    `${found}\n`,
    filesText(draft, isWritten),
    capabilityRows(draft),
    setAsideText(draft.setAside),
    listText('Look at', [...draft.notes, ...reviews(draft), ...warningLines(warnings), ...strays(request)]),
    isWritten ? listText('Next', nextSteps(request, draft)) : '',
    isDryRun ? '\nNothing was written: this was a dry run.\n' : '',
    isWritten || isDryRun ? '' : '\nNothing was written.\n',
  ].join('');
}

/** What became of all operations: those of each kind make up the whole. */
function sumOf({ source: { introspection } }: ImportRequest, { capabilities, setAside }: Draft): Sum {
  // What was left out of traffic is no operation.
  const unread = introspection.setAside.filter(({ method }) => method !== '').length;
  const aside = setAside.length - introspection.setAside.length + unread;
  const operations = introspection.operations.length + unread;
  return { operations, aside, left: operations - capabilities.length - aside };
}

interface Sum {
  readonly operations: number;
  readonly aside: number;
  readonly left: number;
}

function sumText(request: ImportRequest, draft: Draft): string {
  const { operations, aside, left } = sumOf(request, draft);
  return [
    count(operations, 'operation'),
    count(draft.capabilities.length, 'capability', 'capabilities'),
    ...(aside > 0 ? [`${aside} set aside`] : []),
    ...(left > 0 ? [`${left} left out`] : []),
  ].join(', ');
}

function filesText({ files, capabilities }: Draft, isWritten: boolean): string {
  const paths = new Set(capabilities.map(({ path }) => path));
  const others = files.filter(({ path }) => !paths.has(path)).map(({ path }) => path);
  const shown = others.length > 6 ? [...others.slice(0, 5), `… and ${others.length - 5} more`] : others;
  return `\n${isWritten ? 'Wrote' : 'Would write'}\n${shown.map((path) => `  ${path}\n`).join('')}`;
}

function capabilityRows({ capabilities }: Draft): string {
  const rows = capabilities.slice(0, mostRows);
  const width = Math.max(0, ...rows.map(({ path }) => path.length));
  const lines = rows.map(
    ({ path, method, endpoint }) => `  ${path.padEnd(width)}  ${method} ${cut(visible(endpoint), 80)}\n`,
  );
  const more = capabilities.length - rows.length;
  return `${lines.join('')}${more > 0 ? `  … and ${more} more capabilities\n` : ''}`;
}

/** Grouped by their reason: of a large document, hundreds may have the same. */
function setAsideText(setAside: Draft['setAside']): string {
  if (setAside.length === 0) return '';
  const groups = [...Map.groupBy(setAside, ({ reason }) => visible(reason))].slice(0, 20);
  const lines = groups.map(([reason, all]) => {
    const names = all.slice(0, 3).map(({ name }) => cut(visible(name), 100));
    const more = all.length > 3 ? ` and ${all.length - 3} more` : '';
    return `  ${names.join(', ')}${more}\n    ${cut(reason, 400)}\n`;
  });
  return `\nSet aside\n${lines.join('')}`;
}

function reviews({ capabilities }: Draft): string[] {
  return capabilities.flatMap(({ name, review }) => review.map((line) => `${name}: ${line}`)).slice(0, mostRows);
}

/** The document that was read is copied; where it lies, it would be a mistake of the workspace. */
function strays({ stray, source }: ImportRequest): string[] {
  if (stray === null || source.url !== null) return [];
  return [`${stray} is no manifest, and an error of "smarteros check" where it lies: move it out of the workspace.`];
}

function warningLines(warnings: ProvenDraft['warnings']): string[] {
  if (warnings.length === 0) return [];
  const codes = [...Map.groupBy(warnings, ({ code }) => code)].map(([code, all]) => `${all.length} ${code}`);
  return [`"smarteros check" has ${count(warnings.length, 'warning')}: ${codes.join(', ')}.`];
}

function nextSteps(request: ImportRequest, { secrets, capabilities }: Draft): string[] {
  const words = workspaceWords(request.workspaceWord);
  const { tenant, isShared } = request.draft;
  const whose = isShared ? '--shared' : tenant;
  const first = capabilities[0]?.name ?? '';
  return [
    ...secrets.map((name) => `smarteros secret set ${whose} ${name}${words}`),
    `smarteros check${request.workspaceWord === '.' ? '' : ` ${shellWord(String(request.workspaceWord))}`}`,
    `smarteros call ${tenant} ${first} --dry-run${words}`,
    `smarteros serve${words}`,
  ];
}

function listText(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}\n${lines.map((line) => `  ${cut(visible(line), 400)}\n`).join('')}`;
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** For programs. The files whole in a dry run, else their paths. */
export function importJson(request: ImportRequest, { draft, warnings, errors }: ProvenDraft): string {
  const { isDryRun, source } = request;
  const isWritten = !isDryRun && errors.length === 0 && draft.capabilities.length > 0;
  const { operations, left } = sumOf(request, draft);
  const told = {
    form: source.introspection.form,
    tenant: request.draft.tenant,
    provider: request.draft.provider,
    operations,
    leftOut: left,
    written: isWritten,
    files: draft.files.map(({ path, text }) => (isDryRun ? { path, text } : { path })),
    capabilities: draft.capabilities,
    setAside: draft.setAside,
    notes: draft.notes,
    secrets: draft.secrets,
    warnings: warnings.map(toldProblem),
    errors: errors.map(toldProblem),
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

function toldProblem({ code, message, span }: ProvenDraft['errors'][number]): object {
  return { code, message, file: span.file, line: span.line };
}

/** The errors with their lines, as `check` shows them. */
export function problemsText({ draft, errors }: ProvenDraft): string {
  const texts = new Map(draft.files.map(({ path, text }) => [path, text]));
  return `\n${renderProblems(errors, (path) => texts.get(path), { color: isColored(process.stderr) })}\n`;
}
