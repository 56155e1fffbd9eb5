/** One comment at a pull request that is edited in place, so that a review says its newest word once. */

/** Something that kept a review from being written, as a sentence for whoever set up the pipeline. */
export interface ReviewFault {
  readonly fault: string;
}

/** A comment that is there. */
export interface FoundComment {
  readonly id: number;
  readonly body: string;
  /** True when the token's own account wrote it: anybody may write our marker, and nobody else's words are touched. */
  readonly isOurs: boolean;
}

/** The comments of one pull request; an adapter for each code host. */
export interface Comments {
  /** Every comment, oldest first. */
  list(): Promise<readonly FoundComment[] | ReviewFault>;
  create(body: string): Promise<ReviewFault | null>;
  edit(id: number, body: string): Promise<ReviewFault | null>;
}

/** What became of the comment. */
export type Outcome = 'posted' | 'edited' | 'unchanged' | 'not needed';

/**
 * Puts a text at the pull request: in place of our comment with the same first line, which marks it, else as a new one.
 * With `editOnly` no new one is made. One line more than a marker is expected, and bodies that the host takes.
 */
export async function putComment(comments: Comments, body: string, editOnly: boolean): Promise<Outcome | ReviewFault> {
  const found = await comments.list();
  if (isReviewFault(found)) return found;
  const marker = firstLine(body);
  const ours = found.find((comment) => comment.isOurs && firstLine(comment.body) === marker);
  if (ours === undefined) return editOnly ? 'not needed' : ((await comments.create(body)) ?? 'posted');
  if (plain(ours.body) === plain(body)) return 'unchanged';
  return (await comments.edit(ours.id, body)) ?? 'edited';
}

/** True for an answer that is none. */
export function isReviewFault(answer: unknown): answer is ReviewFault {
  return typeof answer === 'object' && answer !== null && 'fault' in answer;
}

function firstLine(body: string): string {
  return body.split('\n', 1)[0]?.trim() ?? '';
}

/** Hosts change line breaks and take blanks away from the end. */
function plain(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}
