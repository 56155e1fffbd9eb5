/** Lists that come page by page. */
import { ask, refusal, type Host } from './api.ts';
import { isReviewFault, type ReviewFault } from './comment.ts';

const perPage = 100;

/** More comments than this has no pull request that people read. */
const mostPages = 50;

/** Every entry of a list. Pages are counted and not followed by what the answer links to, which may lead anywhere. */
export async function everyPage(host: Host, path: string, doing: string): Promise<unknown[] | ReviewFault> {
  const entries: unknown[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    // oxlint-disable-next-line no-await-in-loop -- the length of a page says whether there is another
    const answer = await ask(host, 'GET', `${path}per_page=${perPage}&page=${page}`);
    if (isReviewFault(answer)) return answer;
    const refused = refusal(host, answer, doing);
    if (refused !== null) return refused;
    const found = Array.isArray(answer.json) ? answer.json : [];
    entries.push(...found);
    if (found.length < perPage) break;
  }
  return entries;
}
