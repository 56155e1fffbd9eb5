/** Paths into answers that `failure` and `polling` have, wherever these stand: what is wrong with them. */
import type { ResourceOf } from '../manifest/resource.ts';
import { parsePath } from './path-expression.ts';

type Spec = Pick<ResourceOf<'Provider'>['spec'], 'failure' | 'polling'>;

/** A text that is no path, where it stands, and what follows. */
export interface PathFault {
  readonly at: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/** Stands in the place of a path, and says that there is to be none. */
export const none = 'none';

/** What follows when the text at a place is no path. */
const consequences = {
  failure: { when: 'no failure would ever be seen', message: 'the error’s text would never be told' },
  polling: {
    link: 'nothing would ever be followed',
    state: 'nobody would see when it is done',
    result: 'the result would never be found',
    message: 'the error’s text would never be told',
  },
} as const;

/** Every text of a manifest’s `failure` and `polling` that is no path into an answer. */
export function answerPathFaults({ failure, polling }: Spec): PathFault[] {
  return [...faultsIn('failure', failure ?? {}, 'when'), ...faultsIn('polling', polling ?? {}, 'link')];
}

function faultsIn(field: keyof typeof consequences, texts: object, mayBeNone: string): PathFault[] {
  return Object.entries(consequences[field]).flatMap(([name, consequence]): PathFault[] => {
    const text = (texts as Readonly<Record<string, unknown>>)[name];
    if (typeof text !== 'string' || (name === mayBeNone && text === none) || parsePath(text) !== null) return [];
    const message = `${JSON.stringify(text)} is no path into the answer, so ${consequence}.`;
    return [{ at: ['spec', field, name], message, hint: pathHint(text) }];
  });
}

function pathHint(text: string): string {
  return /^\.?\w+(\.\w+)*$/.test(text)
    ? `Paths begin with $: write "$.${text.replace(/^\./, '')}".`
    : "Write $.name, $.a.b, $[0] or $['odd name'].";
}
