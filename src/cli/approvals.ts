/** `smarteros approvals list`, `show`, `approve` and `deny`: calls that wait for a person. */
import { approvalListText, approvalText, type ListedApproval, type ShownApproval } from './approvals-text.ts';
import { formatFlag, type Args, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { askGateway, gatewayFlags, gatewayOf, type GatewayRequest } from './running-gateway.ts';

const flags = {
  tenant: { type: 'string', valueHint: 'TENANT', required: true, description: 'The tenant’s name' },
  ...gatewayFlags,
  format: formatFlag,
} satisfies Args;

const id = {
  type: 'positional',
  required: true,
  description: 'The approval’s id, as the refused call names it',
} as const;

const noteFlag = {
  type: 'string',
  valueHint: 'TEXT',
  description: 'Why, for the record; a caller that is refused reads it',
} as const;

const example = '1f0c5d6e7a8b4c9d8e0f1a2b3c4d5e6f';

/** Lists what is open. */
export const approvalsList: Command = {
  description:
    'Lists the calls of a tenant that wait for a person’s approval, the newest first, as far as the key may approve them. Asks a running gateway.',
  args: flags,
  examples: [['smarteros approvals list --tenant demo', 'of the gateway on this machine']],
  run: (options) =>
    tell(options, { method: 'GET', path: pathOf(options) }, (answer) =>
      approvalListText(answer as { approvals: readonly ListedApproval[]; more: number }),
    ),
};

/** Shows one. */
export const approvalsShow: Command = {
  description:
    'Shows a call that waits for approval: who asks, the request that it would become (secrets and marked arguments replaced), and what became of it.',
  args: { id, ...flags },
  examples: [[`smarteros approvals show ${example} --tenant demo`, 'what it would do']],
  run: (options) => tell(options, { method: 'GET', path: pathOf(options, options['id']) }, shownText),
};

/** Approves one. */
export const approvalsApprove: Command = {
  description:
    'Approves a call: its caller may make the very same call once, within an hour. Nobody approves their own calls, but for the holder of the local key.',
  args: { id, note: noteFlag, ...flags },
  examples: [[`smarteros approvals approve ${example} --tenant demo`, 'its caller may go on']],
  run: (options) => decide(options, 'approve'),
};

/** Denies one. */
export const approvalsDeny: Command = {
  description:
    'Refuses a call that waits for approval; or takes an approval back, as long as the call was not made. Its caller is told so until an hour after it asked.',
  args: { id, note: noteFlag, ...flags },
  examples: [[`smarteros approvals deny ${example} --tenant demo --note "wrong order"`, 'its caller reads why']],
  run: (options) => decide(options, 'deny'),
};

function decide(options: Record<string, unknown>, decision: 'approve' | 'deny'): Promise<number> {
  const { note } = options;
  const body = { decision, ...(typeof note === 'string' ? { note } : {}) };
  return tell(options, { method: 'POST', path: pathOf(options, options['id']), body }, shownText);
}

function shownText(answer: object): string {
  return approvalText(answer as ShownApproval);
}

function pathOf(options: Record<string, unknown>, approval?: unknown): string {
  const tenant = String(options['tenant']);
  if (tenant.trim() === '') throw new Misuse('--tenant takes a tenant’s name.');
  const all = `/api/tenant/${encodeURIComponent(tenant)}/approvals`;
  return approval === undefined ? all : `${all}/${encodeURIComponent(String(approval))}`;
}

async function tell(
  options: Record<string, unknown>,
  request: Omit<GatewayRequest, 'purpose'>,
  text: (answer: object) => string,
): Promise<number> {
  const gateway = await gatewayOf(options, 'a key that may approve');
  const answer = await askGateway(gateway, { ...request, purpose: 'knows approvals' });
  if ('refused' in answer) {
    process.stderr.write(`${answer.refused}\n`);
    return exitCodes.problems;
  }
  const body = answer.body as object;
  process.stdout.write(options['format'] === 'json' ? `${JSON.stringify(body, null, 2)}\n` : text(body));
  return exitCodes.fine;
}
