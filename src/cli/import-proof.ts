/** A draft looked at as `check` would, before it is written: what would be an error is set aside with its reason. */
import { createBuilder } from '../build/build.ts';
import type { Draft, DraftFile } from '../introspect/draft.ts';
import { hashOf, type SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';

/** A draft without what would be an error. */
export interface ProvenDraft {
  readonly draft: Draft;
  /** Warnings of `check` in the files that are left. */
  readonly warnings: readonly Problem[];
  /** Errors that no capability is the cause of: of the provider, or of the tenant. With one, nothing may be written. */
  readonly errors: readonly Problem[];
}

/** Several looks, as what is left after one may show what it hid. */
const mostLooks = 5;

/** Builds the workspace with the draft in it, in memory. Files of the draft go before those of the workspace. */
export function proveDraft(workspace: readonly SourceFile[], draft: Draft): ProvenDraft {
  let left = draft;
  for (let look = 0; ; look++) {
    const problems = problemsOf(workspace, left);
    const errors = problems.filter(({ severity }) => severity === 'error');
    const bad = new Map(errors.flatMap((problem) => blamed(problem, left)));
    if (bad.size === 0 || look === mostLooks)
      return { draft: left, warnings: problems.filter(({ severity }) => severity === 'warning'), errors };
    left = without(left, bad);
  }
}

/** What `check` finds in the draft's files. */
function problemsOf(workspace: readonly SourceFile[], { files }: Draft): Problem[] {
  const paths = new Set(files.map(({ path }) => path));
  const others = workspace.filter(({ path }) => !paths.has(path));
  const build = createBuilder({ thorough: true, lastGood: false })([...others, ...files.map(sourceFile)], [], null);
  return build.problems.filter(({ span }) => paths.has(span.file));
}

function sourceFile({ path, text }: DraftFile): SourceFile {
  return { path, text, hash: hashOf(text) };
}

/** The capability that goes for an error: its own, or its endpoint's. */
function blamed({ span, message, hint }: Problem, { capabilities }: Draft): [path: string, reason: string][] {
  const reason = hint === undefined ? message : `${message} ${hint}`;
  const found = capabilities.find(({ path, endpointPath }) => path === span.file || endpointPath === span.file);
  return found === undefined ? [] : [[found.path, reason]];
}

function without(draft: Draft, bad: ReadonlyMap<string, string>): Draft {
  const isGood = ({ path }: { readonly path: string }): boolean => !bad.has(path);
  const gone = draft.capabilities.filter((one) => !isGood(one));
  const endpoints = new Set(gone.map(({ endpointPath }) => endpointPath));
  return {
    ...draft,
    files: draft.files.filter((file) => isGood(file) && !endpoints.has(file.path)),
    capabilities: draft.capabilities.filter(isGood),
    setAside: [
      ...draft.setAside,
      ...gone.map(({ name, path, method, endpoint }) => ({
        name: `${name} (${method} ${endpoint})`,
        reason: bad.get(path) ?? '',
      })),
    ],
  };
}
