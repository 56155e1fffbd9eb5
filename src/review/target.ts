/** Which pull request a pipeline runs for, from what its CI system sets. */
import { readFileSync } from 'node:fs';
import type { Comments } from './comment.ts';
import { githubComments } from './github.ts';
import { gitlabComments } from './gitlab.ts';

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a comment goes, in words and as a port; or why there is no such place. */
export type Target = { readonly name: string; readonly comments: Comments } | { readonly none: string };

/** GitHub's workflows and GitLab's pipelines are known; for anything else there is no target. */
export function targetOf(environment: Environment): Target {
  const variable = (name: string): string => environment[name] ?? '';
  if (variable('GITHUB_REPOSITORY') !== '') return githubTarget(variable);
  if (variable('CI_API_V4_URL') !== '') return gitlabTarget(variable);
  return { none: 'This is neither a workflow of GitHub nor a pipeline of GitLab.' };
}

function githubTarget(variable: (name: string) => string): Target {
  const repository = variable('GITHUB_REPOSITORY');
  const number = pullNumber(variable('GITHUB_EVENT_PATH'), variable('GITHUB_REF'));
  if (number === null) return { none: 'The workflow runs for no pull request.' };
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) return { none: `GITHUB_REPOSITORY is no owner/name: ${repository}` };
  const token = variable('GITHUB_TOKEN');
  if (token === '')
    return { none: 'GITHUB_TOKEN is not set. In a workflow: "env: { GITHUB_TOKEN: ${{ github.token }} }".' };
  const url = withoutSlash(variable('GITHUB_API_URL') || 'https://api.github.com');
  return {
    name: `pull request ${number} of ${repository}`,
    comments: githubComments({ url, token, repository, number }),
  };
}

function gitlabTarget(variable: (name: string) => string): Target {
  const number = positive(variable('CI_MERGE_REQUEST_IID'));
  if (number === null) return { none: 'The pipeline runs for no merge request.' };
  const token = variable('GITLAB_TOKEN');
  if (token === '')
    return { none: 'GITLAB_TOKEN is not set. Make a project access token with the scope "api" and put it there.' };
  const project = variable('CI_PROJECT_ID');
  const url = withoutSlash(variable('CI_API_V4_URL'));
  return { name: `merge request ${number}`, comments: gitlabComments({ url, token, project, number }) };
}

/** The event says it for every kind of pull request event, the ref for most. */
function pullNumber(eventFile: string, ref: string): number | null {
  try {
    const event = JSON.parse(readFileSync(eventFile, 'utf8')) as { pull_request?: { number?: unknown } };
    const number = positive(String(event.pull_request?.number));
    if (number !== null) return number;
  } catch {
    // Without an event there is still the ref.
  }
  return positive(/^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? '');
}

function positive(text: string): number | null {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
