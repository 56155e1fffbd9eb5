/** Which secrets are not set where this process runs. No part of a build: they change with the machine, not with files. */
import { locate } from '../manifest/locate.ts';
import { createIdentityMemo } from '../memo.ts';
import type { Problem, Span } from '../problem.ts';
import type { SecretNeed } from '../table/compile.ts';
import type { Build } from './build.ts';

/** Tells whether a secret is set; its value is never asked for here. */
export interface SecretPresence {
  has(owner: string | null, name: string): boolean;
  where(owner: string | null, name: string): string;
}

/** One warning for each provider and secret that is missing. What is sealed in Git stands in the table already. */
export function secretProblems(build: Build, secrets: SecretPresence): Problem[] {
  const problems = new Map<string, Problem>();
  for (const tenant of build.tenants.values()) {
    for (const need of tenant.compiled.secrets) {
      const id = `${need.file}#${need.document}#${need.secret}`;
      if (!problems.has(id) && !need.isSealed && !secrets.has(need.owner, need.secret))
        problems.set(id, missing(need, build, secrets));
    }
  }
  return [...problems.values()];
}

/** Every reload asks for all that is missing, and looking a place up means reading the manifest once more. */
const spans = createIdentityMemo<Span>();

function missing(need: SecretNeed, build: Build, secrets: SecretPresence): Problem {
  const scope = need.owner === null ? build.shared : build.tenants.get(need.owner);
  const file = scope?.files.find((candidate) => candidate.path === need.file);
  return {
    code: 'missing-secret',
    severity: 'warning',
    message: `Provider "${need.provider}" needs the secret "${need.secret}", and it is not set here: calls to it are refused until it is.`,
    hint: secrets.where(need.owner, need.secret),
    span: spans(need, [file], () =>
      locate(file ?? { path: need.file, text: '' }, need.document, ['spec', 'auth'], 'key'),
    ),
  };
}
