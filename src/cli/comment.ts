/** `smarteros comment` */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isReviewFault, putComment } from '../review/comment.ts';
import { targetOf } from '../review/target.ts';
import type { Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';

/** GitHub takes 65,536 characters. */
const mostCharacters = 65_000;

/** Puts a text as one comment at the pull request that a pipeline runs for. */
export const comment: Command = {
  description:
    'Puts a text as one comment at the pull request that the pipeline runs for, and edits that comment when it is there already. The text’s first line marks it: an HTML comment, such as the one that "smarteros diff --format markdown" begins with. Knows GitHub (GITHUB_TOKEN) and GitLab (GITLAB_TOKEN); elsewhere it prints the text.',
  args: {
    file: { type: 'positional', description: 'The text, in Markdown' },
    'edit-only': { type: 'boolean', description: 'Make no new comment, for a text that only corrects an earlier one' },
  },
  examples: [
    ['smarteros comment diff.md', 'what "smarteros diff REVISION --format markdown > diff.md" wrote'],
    ['smarteros comment diff.md --edit-only', 'correct an earlier comment, and say nothing if there is none'],
  ],
  run: async (options) => {
    const body = readText(String(options['file']));
    const target = targetOf(process.env);
    if ('none' in target) {
      process.stdout.write(body.endsWith('\n') ? body : `${body}\n`);
      process.stderr.write(`Printed, not posted: ${target.none}\n`);
      return exitCodes.fine;
    }
    const outcome = await putComment(target.comments, body, options['edit-only'] === true);
    if (isReviewFault(outcome)) {
      process.stderr.write(`No comment at ${target.name}: ${outcome.fault}\n`);
      return exitCodes.problems;
    }
    process.stdout.write(`Comment at ${target.name}: ${outcome}.\n`);
    return exitCodes.fine;
  },
};

function readText(file: string): string {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Misuse(`There is no file ${file}.`);
  const text = readFileSync(file, 'utf8');
  if (!/^<!-- [^\n]+ -->\r?\n/.test(text))
    throw new Misuse(`${file} begins with no marker. Make its first line an HTML comment: <!-- what it is -->`);
  if (text.length > mostCharacters)
    throw new Misuse(`${file} has ${text.length} characters; a comment may have ${mostCharacters}.`);
  return text;
}
