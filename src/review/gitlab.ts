/**
 * Notes of a merge request on GitLab.
 *
 * @see https://docs.gitlab.com/api/notes/#merge-requests
 */
import { ask, refusal, type Host } from './api.ts';
import { isReviewFault, type Comments, type FoundComment, type ReviewFault } from './comment.ts';
import { everyPage } from './pages.ts';

/** Which merge request, and how to reach it. */
export interface GitLabMerge {
  /** With `/api/v4`. */
  readonly url: string;
  readonly token: string;
  readonly project: string;
  readonly number: number;
}

interface Listed {
  readonly id: number;
  readonly body?: string | null;
  readonly system?: boolean;
  readonly author?: { readonly id?: number } | null;
}

/** The notes of a merge request. */
export function gitlabComments({ url, token, project, number }: GitLabMerge): Comments {
  const advice = 'Set GITLAB_TOKEN to a project access token with the scope "api" (a job’s own token cannot comment).';
  const host: Host = {
    name: 'GitLab',
    url,
    token,
    headers: { 'private-token': token },
    advice: { refused: advice, forbidden: advice },
  };
  const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  const send = async (method: string, path: string, body: string): Promise<ReviewFault | null> => {
    const answer = await ask(host, method, path, { body });
    return isReviewFault(answer) ? answer : refusal(host, answer, 'write a comment');
  };
  return {
    list: () => list(host, `${notes}?sort=asc&order_by=created_at&`),
    create: (body) => send('POST', notes, body),
    edit: (id, body) => send('PUT', `${notes}/${id}`, body),
  };
}

async function list(host: Host, path: string): Promise<FoundComment[] | ReviewFault> {
  const self = await ask(host, 'GET', '/user');
  if (isReviewFault(self)) return self;
  const refused = refusal(host, self, 'read its own account');
  if (refused !== null) return refused;
  const own = (self.json as { readonly id?: unknown } | null)?.id;
  const notes = await everyPage(host, path, 'read the comments');
  if (isReviewFault(notes)) return notes;
  return (notes as Listed[]).map(({ id, body, system, author }) => ({
    id,
    body: body ?? '',
    isOurs: system !== true && own !== undefined && author?.id === own,
  }));
}
