/** Approvals as people read them in a terminal. Callers choose most of these words: nothing in them is obeyed by a display. */
import { hiddenCharacters } from '../hidden-characters.ts';
import { visible, type Lines } from '../report/visible.ts';
import { when } from './version-words.ts';

/** One of a list, as the gateway tells it. */
export interface ListedApproval {
  readonly id: string;
  readonly capability: string;
  readonly caller: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly request: { readonly method: string; readonly url: string };
}

/** One approval, as the gateway tells it. */
export interface ShownApproval extends ListedApproval {
  readonly url: string | null;
  readonly tenant: string;
  readonly title: string;
  readonly state: string;
  readonly isOutdated: boolean;
  readonly arguments: unknown;
  readonly isCut: boolean;
  readonly request: ListedApproval['request'] & {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly decision: {
    readonly decision: string;
    readonly by: string;
    readonly at: string;
    readonly note: string | null;
  } | null;
  readonly usableUntil: string | null;
}

/** A line for each, and what to do next. */
export function approvalListText(list: {
  readonly approvals: readonly ListedApproval[];
  readonly more: number;
}): string {
  const { approvals, more } = list;
  if (approvals.length === 0) return 'No call waits for approval.\n';
  const lines = approvals.map((one) =>
    line(
      `${one.id}  ${when(one.askedAt)}  ${one.capability}  by ${one.caller}  ${one.request.method} ${one.request.url}`,
    ),
  );
  return [...lines, ...(more > 0 ? [`… and ${more} older ones`] : [])].map((text) => `${text}\n`).join('');
}

/** One in full: what would be sent stands below, as it would be sent. */
export function approvalText(approval: ShownApproval): string {
  const { request, decision } = approval;
  const facts = [
    ['capability', `${approval.capability} of ${approval.tenant} (${approval.title})`],
    ['caller', approval.caller],
    ['asked', `${when(approval.askedAt)}, to be decided until ${when(approval.expiresAt)}`],
    ['state', stateWords(approval)],
    ...(decision === null
      ? []
      : [
          [
            'decided',
            `${decision.decision === 'approve' ? 'approved' : 'denied'} by ${decision.by}, ${when(decision.at)}`,
          ],
        ]),
    ...(decision === null || decision.note === null ? [] : [['note', decision.note]]),
    ['arguments', approval.arguments === null ? 'too large to be kept' : JSON.stringify(approval.arguments)],
  ] as const;
  const lines = [
    line(approval.id),
    ...facts.map(([name = '', text = '']) => line(`  ${name.padEnd(11)} ${text}`)),
    '',
    line(`  ${request.method} ${request.url}`),
    ...Object.entries(request.headers).map(([name, value]) => line(`  ${name}: ${value}`)),
    ...(request.body === null
      ? []
      : [
          '',
          ...seen(request.body, 'kept')
            .split('\n')
            .map((text) => `  ${text}`),
        ]),
    ...(approval.isCut ? ['', '  This is not all of it: the rest was too large to be kept.'] : []),
  ];
  return lines.map((text) => `${text.trimEnd()}\n`).join('');
}

function line(text: string): string {
  return seen(text, 'joined');
}

/** Nothing that is approved is unseen: U+FFFD stands for each character that shows nothing. */
function seen(text: string, lines: Lines): string {
  const shown = visible(text, lines);
  const hidden = hiddenCharacters(shown).filter(({ kind }) => kind === 'hidden');
  let at = 0;
  const parts = hidden.map(({ index, length }) => {
    const before = shown.slice(at, index);
    at = index + length;
    return `${before}${shown.slice(index, at).replaceAll(/./gsu, '\uFFFD')}`;
  });
  return parts.join('') + shown.slice(at);
}

function stateWords({ state, isOutdated, usableUntil }: ShownApproval): string {
  if (state === 'approved') return `approved: the very same call may be made once, until ${when(usableUntil ?? '')}`;
  if (state === 'open' && isOutdated) return 'open, but its capability has changed: its caller has to ask again';
  return state === 'lapsed' ? 'lapsed: its caller has to ask again' : state;
}
