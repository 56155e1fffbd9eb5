/** What a comparison can find, and how much each finding weighs. The page docs/diff-rules.md is generated from this. */

/**
 * - `additive`: who works today goes on working, and sees nothing else.
 * - `behavioural`: every call that works today goes on working, and does or says something else.
 * - `breaking`: a call that works today is refused, or an answer holds what a reader could rely on not to meet.
 * - `dangerous`: more is allowed, or data and credentials go another way than before.
 */
export type ChangeClass = 'additive' | 'behavioural' | 'breaking' | 'dangerous';

/** Where a change is felt. `http` is the contract of calls, which HTTP clients and tools share; `agents` is what models read. */
export type Face = 'tenant' | 'http' | 'agents' | 'access' | 'upstreams';

/** One rule: its class and face, what it means, and what a reviewer does about it. */
export interface DiffRule {
  readonly class: ChangeClass;
  readonly face: Face;
  readonly meaning: string;
  readonly advice: string;
}

/** Codes are stable: allow lists name them. */
export const diffRules = {
  // tenants
  'tenant-added': rule('additive', 'tenant', 'A tenant is new.', 'Look at its upstreams and clients as a whole.'),
  'tenant-removed': rule(
    'breaking',
    'tenant',
    'A tenant is gone: all its callers get 404.',
    'Suspend it first, and remove it when nobody calls any more.',
  ),
  'tenant-suspended': rule(
    'breaking',
    'tenant',
    'A tenant is no longer served (suspended or cancelled): every call is refused.',
    'Make sure that its callers know.',
  ),
  'tenant-reactivated': rule(
    'behavioural',
    'tenant',
    'A tenant that was suspended or cancelled is served again: its clients have access again.',
    'Look at its clients before it is.',
  ),
  'tenant-status-changed': rule(
    'behavioural',
    'tenant',
    'A served tenant moves between trial and active.',
    'Check that this is what was agreed.',
  ),
  'tenant-uid-changed': rule(
    'breaking',
    'tenant',
    'A tenant has another uid: whoever stored the old one no longer finds it.',
    'Keep the old one in `metadata.uid`.',
  ),
  'tenant-plan-changed': rule(
    'behavioural',
    'tenant',
    'A tenant has another plan.',
    'Check that this is what was agreed; limits that follow are listed by themselves.',
  ),
  'tenant-details-changed': rule(
    'behavioural',
    'tenant',
    'Title, description, company, RUT, contact or type of a tenant changed.',
    'Nothing depends on it but what people read.',
  ),
  'trial-shortened': rule(
    'breaking',
    'tenant',
    'A trial ends earlier, or a tenant without an end has one: calls after it are refused.',
    'Tell the company.',
  ),
  'trial-extended': rule(
    'additive',
    'tenant',
    'A trial ends later, or no longer by itself.',
    'Check that this is what was agreed.',
  ),
  'limit-lowered': rule(
    'breaking',
    'http',
    'A size limit is lower: calls or answers that fitted are refused.',
    'Check the sizes that are really sent.',
  ),
  'limit-raised': rule('additive', 'http', 'A size limit is higher.', 'Nothing to do.'),
  'rate-lowered': rule(
    'breaking',
    'http',
    'Fewer calls are taken in the same time, or at once: those above are refused with 429 or 503.',
    'Check how often callers really call.',
  ),
  'rate-raised': rule('additive', 'http', 'More calls are taken in the same time, or at once.', 'Nothing to do.'),
  'system-title-changed': rule(
    'behavioural',
    'tenant',
    'The installation has another title.',
    'Nothing depends on it but what people read.',
  ),
  'host-changed': rule(
    'breaking',
    'http',
    'The public address of the HTTP API or of MCP changed: callers that use the old one need the new one.',
    'Let the old address answer until everyone has moved.',
  ),
  'host-declared': rule('additive', 'http', 'The public address is declared for the first time.', 'Nothing to do.'),
  'alias-added': rule(
    'behavioural',
    'http',
    'The gateway answers by one more host name.',
    'Make sure that the name is yours: others could point theirs at the gateway.',
  ),
  'alias-removed': rule(
    'breaking',
    'http',
    'The gateway no longer answers by a host name.',
    'Make sure that nobody calls it by that name.',
  ),
  'audit-weakened': rule(
    'dangerous',
    'tenant',
    'Less of what was called is recorded, or records survive less.',
    'Make sure that what you have to be able to show is still kept.',
  ),
  'audit-changed': rule(
    'behavioural',
    'tenant',
    'Calls are recorded otherwise, and no less safely.',
    'More of arguments and results means more personal data: check how long it may be kept.',
  ),
  // capabilities
  'capability-added': rule('additive', 'http', 'A capability is new.', 'See who may call it at once, below access.'),
  'capability-removed': rule(
    'breaking',
    'http',
    'A capability is gone: calls get 404 and the tool is no longer listed.',
    'Keep it until nobody calls it, or add its successor first.',
  ),
  'capability-renamed': rule(
    'breaking',
    'http',
    'The same endpoint with the same schemas has another capability name: calls by the old one get 404.',
    'Keep both for a while; names are ids.',
  ),
  'tool-renamed': rule(
    'breaking',
    'agents',
    'The tool has another name: prompts and permissions that name the old one no longer hold.',
    'Keep both for a while.',
  ),
  'tool-listed': rule('additive', 'agents', 'A tool that clients could not take is listed now.', 'Nothing to do.'),
  'tool-unlisted': rule(
    'breaking',
    'agents',
    'A tool is no longer listed, as clients would refuse its name or schema: agents cannot call it.',
    'Correct what `smarteros check` says of it.',
  ),
  // arguments
  'optional-argument-added': rule('additive', 'http', 'An optional argument is new.', 'Nothing to do.'),
  'open-argument-declared': rule(
    'behavioural',
    'http',
    'An object that takes any field declares one: whoever already sent that name with another kind of value is refused.',
    'Nothing to do unless the name was in use.',
  ),
  'required-argument-added': rule(
    'breaking',
    'http',
    'A required argument is new: every call without it is refused.',
    'Give it a default, or make it optional.',
  ),
  'argument-removed': rule(
    'breaking',
    'http',
    'An argument is gone: calls that send it are refused.',
    'Keep it, and send it nowhere, until nobody uses it.',
  ),
  'argument-undeclared': rule(
    'behavioural',
    'http',
    'An object that takes any field no longer declares this one: it is no longer checked.',
    'Check that nothing relies on the check.',
  ),
  'argument-newly-required': rule(
    'breaking',
    'http',
    'An optional argument is required now: calls without it are refused.',
    'Give it a default instead.',
  ),
  'argument-no-longer-required': rule('additive', 'http', 'A required argument is optional now.', 'Nothing to do.'),
  'input-type-narrowed': rule(
    'breaking',
    'http',
    'An argument no longer takes a type of value that it took.',
    'Take both types.',
  ),
  'input-type-widened': rule('additive', 'http', 'An argument takes more types of value.', 'Nothing to do.'),
  'input-enum-value-removed': rule(
    'breaking',
    'http',
    'An argument no longer takes a value that it took.',
    'Keep the value, and map it to its successor.',
  ),
  'input-enum-value-added': rule('additive', 'http', 'An argument takes more values.', 'Nothing to do.'),
  'input-rule-tightened': rule(
    'breaking',
    'http',
    'A rule for an argument is stricter: range, length, number of items or fields, pattern, format, uniqueness, conversion.',
    'Check what callers really send.',
  ),
  'input-rule-loosened': rule('additive', 'http', 'A rule for an argument is looser.', 'Nothing to do.'),
  'input-closed': rule(
    'breaking',
    'http',
    'An object in an argument no longer takes fields that it does not declare.',
    'Declare the fields that callers send.',
  ),
  'input-opened': rule(
    'additive',
    'http',
    'An object in an argument takes fields that it does not declare.',
    'Nothing to do.',
  ),
  'input-schema-changed': rule(
    'breaking',
    'http',
    'A part of an argument’s schema changed that cannot be compared (`oneOf`, `not`, `if` and such), so it counts as breaking.',
    'Compare both by eye; allow it if every old value still fits.',
  ),
  'input-schema-loosened': rule(
    'additive',
    'http',
    'A condition of an argument’s schema (`anyOf`, `oneOf`, `not` and such) is gone.',
    'Nothing to do.',
  ),
  'default-changed': rule(
    'behavioural',
    'http',
    'What is sent when an argument is left out changed.',
    'Calls without it do something else from now on: tell callers.',
  ),
  // results
  'result-field-added': rule('additive', 'http', 'A field of the result is new.', 'Nothing to do.'),
  'result-field-removed': rule('breaking', 'http', 'A field of the result is gone.', 'Keep it until nobody reads it.'),
  'result-field-optional': rule(
    'breaking',
    'http',
    'A field of the result that was always there may be missing.',
    'Answer null or a fixed value instead.',
  ),
  'result-field-guaranteed': rule('additive', 'http', 'A field of the result is always there now.', 'Nothing to do.'),
  'result-type-changed': rule(
    'breaking',
    'http',
    'A value of the result may be of a type that it never was.',
    'Convert it (`$as`), or give it another name.',
  ),
  'result-type-narrowed': rule(
    'additive',
    'http',
    'A value of the result has fewer types than before.',
    'Nothing to do.',
  ),
  'result-nullable': rule('breaking', 'http', 'A value of the result may be null now.', 'Give it an `$else`.'),
  'result-not-nullable': rule('additive', 'http', 'A value of the result is never null now.', 'Nothing to do.'),
  'result-enum-value-added': rule(
    'breaking',
    'http',
    'A value of the result may be one that it never was.',
    'Map it to a known value, or tell readers.',
  ),
  'result-enum-value-removed': rule('additive', 'http', 'A value of the result is one of fewer.', 'Nothing to do.'),
  'result-rule-loosened': rule(
    'breaking',
    'http',
    'A promise about a value of the result (range, length, format, closed object …) is gone or weaker.',
    'Keep the promise, or tell readers.',
  ),
  'result-rule-tightened': rule('additive', 'http', 'A value of the result keeps to more rules.', 'Nothing to do.'),
  'result-schema-changed': rule(
    'breaking',
    'http',
    'A part of the result’s schema changed that cannot be compared, so it counts as breaking.',
    'Compare both by eye; allow it if every new value still fits the old schema.',
  ),
  'contract-left': rule(
    'breaking',
    'http',
    'A capability names no contract any more: who relies on its arguments and result being those of the contract may be wrong.',
    'Keep `contract`, or tell those who call it by what the contract says.',
  ),
  'contract-named': rule('additive', 'http', 'A capability names a contract, and is proved to keep it.', 'Nothing.'),
  'contract-changed': rule(
    'breaking',
    'http',
    'A capability names another contract: who relies on the old one may be wrong.',
    'Give the new one a capability of its own.',
  ),
  'result-passed-through': rule(
    'breaking',
    'http',
    'The result has no schema any more: it is passed on as the company’s API gives it.',
    'Declare the response, or a `result`.',
  ),
  'result-declared': rule(
    'behavioural',
    'http',
    'The result, passed on as it came until now, has a schema.',
    'Compare it with what the API answers today.',
  ),
  'result-remade': rule(
    'behavioural',
    'http',
    'The result keeps its schema, but is taken from other places of the API’s answer, or mapped otherwise.',
    'Try one call, and compare the values.',
  ),
  // what is recorded
  'values-recorded': rule(
    'dangerous',
    'http',
    'Values that were never recorded stand in the audit and in logs from now on: a mark (`sensitive`, `format: password`, `writeOnly`, `x-sensitive`) is gone.',
    'Mark the argument or the field of the result in the capability.',
  ),
  'values-unrecorded': rule('additive', 'http', 'Values are no longer recorded.', 'Nothing to do.'),
  // what models read
  'title-changed': rule('behavioural', 'agents', 'The title of a tool changed.', 'Nothing to do.'),
  'direct-tools-changed': rule(
    'behavioural',
    'agents',
    'Another number of capabilities may be tools by themselves.',
    'Look at what the tools cost now: `smarteros tokens`.',
  ),
  'tools-searched': rule(
    'behavioural',
    'agents',
    'There are more capabilities than may be tools: agents that may call all are listed tools to search, describe and call them instead.',
    'Pin those that every conversation needs.',
  ),
  'tools-listed': rule(
    'behavioural',
    'agents',
    'Each capability is a tool by itself again, where agents had to search.',
    'Look at what the tools cost now: `smarteros tokens`.',
  ),
  'result-tokens-changed': rule(
    'behavioural',
    'agents',
    'Models are shown more, or less, of a result at once; the rest is read on with `read_more`.',
    'Check that what agents need most comes first, or let them choose fields.',
  ),
  'tool-pinned': rule('additive', 'agents', 'A tool is listed by itself, also where agents search.', 'Nothing to do.'),
  'tool-unpinned': rule(
    'behavioural',
    'agents',
    'A tool is listed only where its tenant has few: elsewhere agents have to search for it.',
    'Check that its description is found by the words that people use: `smarteros intents check`.',
  ),
  'description-changed': rule(
    'behavioural',
    'agents',
    'The description of a tool changed: models decide by it when to call.',
    'Read it as a model would.',
  ),
  'argument-words-changed': rule(
    'behavioural',
    'agents',
    'Title, description or examples of an argument changed.',
    'Read them as a model would.',
  ),
  'result-words-changed': rule(
    'behavioural',
    'agents',
    'Title, description or examples of a field of the result changed.',
    'Nothing to do.',
  ),
  'examples-changed': rule('behavioural', 'agents', 'The examples of a capability changed.', 'Nothing to do.'),
  'tool-writes': rule(
    'dangerous',
    'agents',
    'A tool that only read may write now: users who allowed it for good are not asked again.',
    'Give what writes another name.',
  ),
  'tool-reads': rule(
    'behavioural',
    'agents',
    'A tool says that it only reads, and its method agrees.',
    'Nothing to do.',
  ),
  'tool-claims-to-read': rule(
    'dangerous',
    'agents',
    'A tool says that it only reads, and its method writes: clients stop asking before they call it.',
    'Make sure that the request changes nothing.',
  ),
  'tool-destructive': rule(
    'dangerous',
    'agents',
    'A tool may destroy what it only added to.',
    'Give it another name, so that it is allowed anew.',
  ),
  'tool-not-destructive': rule(
    'behavioural',
    'agents',
    'A tool no longer says that it may destroy: some clients stop asking.',
    'Make sure that it is true.',
  ),
  'tool-repeatable': rule(
    'behavioural',
    'agents',
    'Whether repeating a call does the same again changed: clients retry by it.',
    'Make sure that it is true.',
  ),
  'prompt-added': rule('additive', 'agents', 'A prompt is new: clients offer it to people.', 'Read its text.'),
  'prompt-removed': rule(
    'breaking',
    'agents',
    'A prompt is gone: clients that ask for it are refused.',
    'Keep it until nobody chooses it.',
  ),
  'prompt-stricter': rule(
    'breaking',
    'agents',
    'A prompt has to be given an argument that it did not need before, or takes one no longer: what clients filled in before is refused.',
    'Make the argument optional.',
  ),
  'prompt-changed': rule(
    'behavioural',
    'agents',
    'The title, description, arguments or text of a prompt changed.',
    'Read it as a model would: it is told this in the person’s name.',
  ),
  // access
  'client-added': rule('dangerous', 'access', 'A new key holder may call.', 'Make sure who holds the key.'),
  'client-removed': rule(
    'breaking',
    'access',
    'A key holder is refused from now on.',
    'Make sure that nobody uses its keys.',
  ),
  'client-key-added': rule('dangerous', 'access', 'One more key is accepted.', 'Make sure who holds it.'),
  'client-key-removed': rule(
    'breaking',
    'access',
    'A key is no longer accepted.',
    'Make sure that its holder has another.',
  ),
  'access-widened': rule(
    'dangerous',
    'access',
    'A client’s patterns allow more than before.',
    'Write names instead of patterns where you can.',
  ),
  'access-narrowed': rule(
    'breaking',
    'access',
    'A client may no longer call something that it could.',
    'Make sure that it does not call it.',
  ),
  'unused-pattern-removed': rule(
    'additive',
    'access',
    'A pattern is gone that allowed nothing that exists.',
    'Nothing to do.',
  ),
  'access-gained': rule(
    'behavioural',
    'access',
    'A new capability is at once open to a client, by a pattern that it had.',
    'Make sure that it is meant for it.',
  ),
  'operator-added': rule(
    'dangerous',
    'access',
    'A client may see the problems and tenants of the whole installation.',
    'Make sure who holds its key.',
  ),
  'operator-removed': rule(
    'breaking',
    'access',
    'A client may no longer see the whole installation.',
    'Make sure that nothing watches with it.',
  ),
  'issuer-added': rule(
    'dangerous',
    'access',
    'Tokens of one more issuer count.',
    'Make sure who can get one, and which access rules name it.',
  ),
  'issuer-removed': rule(
    'breaking',
    'access',
    'Tokens of an issuer no longer count.',
    'Make sure that their holders have another way.',
  ),
  'issuer-replaced': rule(
    'dangerous',
    'access',
    'A name means another issuer, or its keys come from another place: every access rule that names it follows.',
    'Make sure whose the new address is; add a new name where people move from one to the other.',
  ),
  'issuer-widened': rule(
    'dangerous',
    'access',
    'More tokens of an issuer count: another audience or algorithm, a larger clock skew, a private address.',
    'Make sure that tokens for that audience are meant for this gateway.',
  ),
  'issuer-narrowed': rule(
    'breaking',
    'access',
    'Fewer tokens of an issuer count: an audience or algorithm less, a smaller clock skew.',
    'Look at what its tokens really carry.',
  ),
  'issuer-scopes-changed': rule(
    'behavioural',
    'access',
    'MCP clients are told to ask an issuer for other scopes.',
    'Make sure that the issuer knows them: it may refuse to log anybody in.',
  ),
  'access-rule-added': rule(
    'dangerous',
    'access',
    'Holders of tokens with other claims may call.',
    'Make sure who can have such a token, and that users cannot write these claims themselves.',
  ),
  'access-rule-removed': rule(
    'breaking',
    'access',
    'Holders of some tokens are refused from now on.',
    'Make sure that another rule fits those who still need it.',
  ),
  'access-rule-widened': rule(
    'dangerous',
    'access',
    'An access rule allows more than before.',
    'Write names instead of patterns where you can.',
  ),
  'access-rule-narrowed': rule(
    'breaking',
    'access',
    'Holders of some tokens may no longer call something that they could.',
    'Make sure that they do not call it.',
  ),
  'approval-added': rule(
    'breaking',
    'access',
    'Every call of a capability waits for a person: callers are refused until one approves.',
    'Make sure that somebody may approve it, and that its callers know.',
  ),
  'approval-removed': rule(
    'dangerous',
    'access',
    'Calls of a capability are made at once that a person had to approve before.',
    'Make sure that they need nobody’s eyes any more.',
  ),
  'approver-widened': rule(
    'dangerous',
    'access',
    'A client, or holders of tokens, may approve calls that they could not.',
    'Make sure who they are: what they approve is carried out.',
  ),
  'approver-narrowed': rule(
    'behavioural',
    'access',
    'A client, or holders of tokens, may no longer approve calls.',
    'Make sure that somebody still may.',
  ),
  'operator-rule-added': rule(
    'dangerous',
    'access',
    'Holders of some tokens may operate the gateway.',
    'Make sure who can have such a token.',
  ),
  'operator-rule-removed': rule(
    'breaking',
    'access',
    'Holders of some tokens may no longer operate the gateway.',
    'Make sure that somebody still can.',
  ),
  // upstreams
  'upstream-added': rule('additive', 'upstreams', 'A provider is used for the first time.', 'Check its address.'),
  'private-upstream-added': rule(
    'dangerous',
    'upstreams',
    'A provider is used for the first time, and may be in the private network.',
    'Make sure that this address is meant to be reached from outside.',
  ),
  'upstream-removed': rule('additive', 'upstreams', 'A provider is no longer used.', 'Its secrets may be removed.'),
  'upstream-renamed': rule(
    'additive',
    'upstreams',
    'A provider has another name, and is otherwise the same.',
    'Nothing to do.',
  ),
  'capability-rerouted': rule(
    'dangerous',
    'upstreams',
    'A capability calls another company’s API.',
    'Make sure that arguments may go there.',
  ),
  'upstream-host-changed': rule(
    'dangerous',
    'upstreams',
    'Calls and credentials go to another host.',
    'Make sure whose it is; change the credential with it.',
  ),
  'upstream-unencrypted': rule(
    'dangerous',
    'upstreams',
    'Calls go without encryption: `https` became `http`.',
    'Keep `https`.',
  ),
  'upstream-encrypted': rule(
    'behavioural',
    'upstreams',
    'Calls are encrypted: `http` became `https`.',
    'Nothing to do.',
  ),
  'network-opened': rule(
    'dangerous',
    'upstreams',
    'A provider may resolve to private addresses.',
    'Make sure that the name is under your control.',
  ),
  'network-closed': rule(
    'behavioural',
    'upstreams',
    'A provider may no longer resolve to private addresses.',
    'Check that it has a public one.',
  ),
  'upstream-path-changed': rule(
    'behavioural',
    'upstreams',
    'The path below which a provider is called changed.',
    'Try one call.',
  ),
  'credential-removed': rule(
    'dangerous',
    'upstreams',
    'Calls go without a credential.',
    'Make sure that the API needs none.',
  ),
  'credential-changed': rule(
    'behavioural',
    'upstreams',
    'Type, secret or settings of a credential changed.',
    'Set the secret where the gateway runs before this is served.',
  ),
  'credential-exposed': rule(
    'dangerous',
    'upstreams',
    'The credential moved into the URL, which logs keep.',
    'Send it in a header where the API takes it.',
  ),
  'token-host-changed': rule(
    'dangerous',
    'upstreams',
    'The client secret goes to another token endpoint.',
    'Make sure whose it is.',
  ),
  'secret-sealed': rule(
    'behavioural',
    'upstreams',
    'A secret is sealed in Git, and is used instead of what is set elsewhere.',
    'Make sure that it is sealed to the key of the gateway that serves it.',
  ),
  'secret-resealed': rule(
    'behavioural',
    'upstreams',
    'A sealed secret was sealed anew: its value may be another.',
    'Check that the API takes the new one before the old one is withdrawn.',
  ),
  'secret-unsealed': rule(
    'breaking',
    'upstreams',
    'A secret that is needed is no longer sealed in Git: calls are refused where it is not set otherwise.',
    'Set it where the gateway runs before this is served.',
  ),
  'unused-secret-removed': rule(
    'additive',
    'upstreams',
    'A sealed secret is gone that nothing uses.',
    'Nothing to do.',
  ),
  'upstream-category-changed': rule('additive', 'upstreams', 'A provider has another category.', 'Nothing to do.'),
  'timeout-raised': rule(
    'behavioural',
    'upstreams',
    'A call may take longer before it is given up.',
    'Check that callers wait that long.',
  ),
  'timeout-lowered': rule(
    'behavioural',
    'upstreams',
    'A call is given up earlier.',
    'Check how long the API really takes.',
  ),
  'method-changed': rule(
    'behavioural',
    'upstreams',
    'A capability calls its endpoint with another method.',
    'Try one call.',
  ),
  'path-changed': rule('behavioural', 'upstreams', 'A capability calls another path.', 'Try one call.'),
  'request-changed': rule(
    'behavioural',
    'upstreams',
    'What is sent changed: fixed headers or values, places or mappings of arguments, the body.',
    'Try one call.',
  ),
  'attempts-changed': rule(
    'behavioural',
    'upstreams',
    'A request that failed, and may be repeated, is tried more often or less often.',
    'Check that the API stands the repetitions.',
  ),
  'idempotency-key-changed': rule(
    'behavioural',
    'upstreams',
    'Writes have an idempotency key, or none any more, or another header for it: with one they are tried again after a failure, without one never.',
    'Make sure that the API does a write once for one key.',
  ),
  'redirects-followed': rule(
    'behavioural',
    'upstreams',
    'Redirects of reads are followed to more places. The credential goes to the API’s own origin only.',
    'Make sure whose these places are: what they answer is given to callers.',
  ),
  'redirects-refused': rule(
    'breaking',
    'upstreams',
    'Redirects of reads are followed to fewer places: reads that were redirected there fail.',
    'Check that the API no longer redirects.',
  ),
  'pagination-changed': rule(
    'behavioural',
    'upstreams',
    'The pages of a list are walked otherwise, or no longer, or for the first time. Cursors that were given before are refused.',
    'Try a call that needs two pages.',
  ),
  'failure-rule-changed': rule(
    'behavioural',
    'upstreams',
    'How an API’s errors inside a good answer are recognised changed.',
    'Try a call that fails.',
  ),
  'polling-changed': rule(
    'behavioural',
    'upstreams',
    'How a call that the API has accepted (202) is followed to its end changed.',
    'Try a call that the API accepts: what its callers get, and after how long.',
  ),
  'event-stream-changed': rule(
    'behavioural',
    'http',
    'The API says that it may answer with an event stream, or no longer says so.',
    'Try a call that asks for events.',
  ),
  'endpoint-renamed': rule(
    'additive',
    'upstreams',
    'An endpoint has another name, and is otherwise the same.',
    'Nothing to do.',
  ),
} as const satisfies Record<string, DiffRule>;

/** A stable kebab-case code; see `diffRules`. */
export type RuleCode = keyof typeof diffRules;

/** From the one that needs a reader most. */
export const changeClasses: readonly ChangeClass[] = ['dangerous', 'breaking', 'behavioural', 'additive'];

/** In the order in which reports have them. */
export const faces: readonly Face[] = ['tenant', 'http', 'agents', 'access', 'upstreams'];

/** True for what needs an allowance. */
export function needsAllowance(kind: ChangeClass): boolean {
  return kind === 'breaking' || kind === 'dangerous';
}

function rule(kind: ChangeClass, face: Face, meaning: string, advice: string): DiffRule {
  return { class: kind, face, meaning, advice };
}
