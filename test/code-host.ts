/** A code host that tests talk to: comments of one pull request on GitHub, or of one merge request on GitLab. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment as the host keeps it. */
export interface HostedComment {
  readonly id: number;
  body: string;
  readonly author: string;
}

/** A running host. */
export interface CodeHost {
  /** `http://127.0.0.1:<port>`; both kinds answer below it. */
  readonly url: string;
  readonly comments: HostedComment[];
  /** `METHOD path` of every request. */
  readonly requests: string[];
  /** From now on every request is answered like this, with the token repeated; null answers as usual. */
  refuse(answer: { readonly status: number; readonly message: string } | null): void;
  close(): Promise<void>;
}

/** The token that it accepts; a workflow's own one (`app`) may not ask who it is. */
export const tokens = { app: 'ghs_app0secret', person: 'ghp_person0secret', gitlab: 'glpat-secret' } as const;

/** Starts a host with the comments of others already there. */
export async function startCodeHost(others: readonly Omit<HostedComment, 'id'>[] = []): Promise<CodeHost> {
  const comments = others.map((other, index): HostedComment => ({ id: index + 1, ...other }));
  const requests: string[] = [];
  let refusal: { readonly status: number; readonly message: string } | null = null;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    requests.push(`${request.method} ${request.url}`);
    const sent = request.headers.authorization ?? String(request.headers['private-token']);
    if (refusal !== null) return answer(response, refusal.status, { message: `${sent}: ${refusal.message}` });
    return route(request, body, comments, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    comments,
    requests,
    refuse: (next) => void (refusal = next),
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}

function route(request: IncomingMessage, body: { body?: string }, comments: HostedComment[], response: ServerResponse) {
  const url = new URL(request.url ?? '', 'http://host');
  const who = authorOf(request);
  if (who === null) return answer(response, 401, { message: 'Bad credentials' });
  if (url.pathname === '/user') {
    if (who === 'github-actions[bot]')
      return answer(response, 403, { message: 'Resource not accessible by integration' });
    return answer(response, 200, { login: who, id: who.length });
  }
  const [, list, one] =
    /^\/repos\/acme\/shop\/issues\/(?:(12\/comments)|comments\/(\d+))$/.exec(url.pathname) ??
    /^\/projects\/77\/merge_requests\/12\/(?:(notes)|notes\/(\d+))$/.exec(url.pathname) ??
    [];
  if (list !== undefined && request.method === 'GET') return answer(response, 200, page(comments, url).map(shown));
  if (list !== undefined && request.method === 'POST') {
    comments.push({ id: comments.length + 1, body: body.body ?? '', author: who });
    return answer(response, 201, {});
  }
  const found = comments.find(({ id }) => id === Number(one));
  if (found === undefined || !['PATCH', 'PUT'].includes(request.method ?? ''))
    return answer(response, 404, { message: 'Not Found' });
  found.body = body.body ?? '';
  return answer(response, 200, {});
}

function authorOf({ headers }: IncomingMessage): string | null {
  if (headers.authorization === `Bearer ${tokens.app}`) return 'github-actions[bot]';
  if (headers.authorization === `Bearer ${tokens.person}`) return 'ana';
  return headers['private-token'] === tokens.gitlab ? 'review-bot' : null;
}

function page(comments: readonly HostedComment[], url: URL): HostedComment[] {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const start = (Number(url.searchParams.get('page') ?? 1) - 1) * size;
  return comments.slice(start, start + size);
}

/** Both hosts' ways to name an author. */
function shown({ id, body, author }: HostedComment) {
  const type = author.endsWith('[bot]') ? 'Bot' : 'User';
  return { id, body, user: { login: author, type }, author: { id: author.length }, system: false };
}

async function bodyOf(request: IncomingMessage): Promise<{ body?: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as { body?: string });
}

function answer(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
