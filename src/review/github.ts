/**
 * Comments of a pull request on GitHub, which has them as an issue's.
 *
 * @see https://docs.github.com/rest/issues/comments
 */
import { ask, refusal, type Host } from './api.ts';
import { isReviewFault, type Comments, type FoundComment, type ReviewFault } from './comment.ts';
import { everyPage } from './pages.ts';

/** Which pull request, and how to reach it. */
export interface GitHubPull {
  readonly url: string;
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
}

interface Listed {
  readonly id: number;
  readonly body?: string | null;
  readonly user?: { readonly login?: string; readonly type?: string } | null;
}

/** The comments of a pull request on GitHub, or on a server of its own kind. */
export function githubComments({ url, token, repository, number }: GitHubPull): Comments {
  const permission = 'In a workflow: "permissions: { contents: read, pull-requests: write }"';
  const host: Host = {
    name: 'GitHub',
    url,
    token,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    },
    advice: {
      refused: `Set GITHUB_TOKEN to one that is valid. ${permission}.`,
      forbidden: `${permission}; for pull requests from forks the token can only read.`,
    },
  };
  const send = async (method: string, path: string, body: string): Promise<ReviewFault | null> => {
    const answer = await ask(host, method, `/repos/${repository}/issues${path}`, { body });
    return isReviewFault(answer) ? answer : refusal(host, answer, 'write a comment');
  };
  return {
    list: () => list(host, `/repos/${repository}/issues/${number}/comments?`),
    create: (body) => send('POST', `/${number}/comments`, body),
    edit: (id, body) => send('PATCH', `/comments/${id}`, body),
  };
}

async function list(host: Host, path: string): Promise<FoundComment[] | ReviewFault> {
  const self = await ask(host, 'GET', '/user');
  if (isReviewFault(self)) return self;
  const refused = self.status === 401 ? refusal(host, self, 'read its own account') : null;
  if (refused !== null) return refused;
  const comments = await everyPage(host, path, 'read the comments');
  if (isReviewFault(comments)) return comments;
  return (comments as Listed[]).map(({ id, body, user }) => ({ id, body: body ?? '', isOurs: isSelf(user, self) }));
}

/** A workflow's own token is an app's and may not ask who it is: its comments are a bot's. */
function isSelf(user: Listed['user'], self: { readonly status: number; readonly json: unknown }): boolean {
  if (self.status !== 200) return user?.type === 'Bot';
  const login = (self.json as { readonly login?: unknown } | null)?.login;
  return typeof login === 'string' && user?.login === login;
}
