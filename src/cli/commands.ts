/** All commands, in the groups and the order in which `smarteros --help` shows them. */
import type { Commands } from './candidates.ts';
import { completionOf } from './completion.ts';

/** By what people are about. Each command is loaded when it is asked for: a start should not wait for the others' packages. */
export const commandGroups: Readonly<Record<string, Commands>> = {
  'Start a workspace': {
    init: {
      summary: 'Write a first workspace into an empty folder',
      load: async () => (await import('./init.ts')).init,
    },
    import: {
      summary: 'Turn a company’s API into a provider and capabilities',
      load: async () => (await import('./import.ts')).importApi,
    },
    'new tenant': {
      summary: 'Write the manifest of a new tenant',
      load: async () => (await import('./new-tenant.ts')).newTenant,
    },
    'new provider': {
      summary: 'Write the manifest of a company’s API',
      load: async () => (await import('./new-provider.ts')).newProvider,
    },
    'new endpoint': {
      summary: 'Write the manifest of one operation of an API',
      load: async () => (await import('./new-endpoint.ts')).newEndpoint,
    },
    'new capability': {
      summary: 'Draft a capability from its endpoint',
      load: async () => (await import('./new-capability.ts')).newCapability,
    },
    'new prompt': {
      summary: 'Draft a text that people begin a conversation with',
      load: async () => (await import('./new-prompt.ts')).newPrompt,
    },
    'new contract': {
      summary: 'Draft what capabilities of one name mean everywhere',
      load: async () => (await import('./new-contract.ts')).newContract,
    },
    record: {
      summary: 'Pass requests on to an API, and draft manifests from what they show',
      load: async () => (await import('./record.ts')).record,
    },
    'key create': {
      summary: 'Make an API key and the Client manifest that accepts it',
      load: async () => (await import('./key-create.ts')).keyCreate,
    },
  },
  'Write manifests': {
    check: { summary: 'Tell every mistake in a workspace', load: async () => (await import('./check.ts')).check },
    fmt: { summary: 'Put manifests into one form', load: async () => (await import('./fmt.ts')).fmt },
    explain: {
      summary: 'Tell all that decides about a capability, each fact with its line',
      load: async () => (await import('./explain.ts')).explain,
    },
    render: {
      summary: 'Show a resource with every default, and where each value comes from',
      load: async () => (await import('./render.ts')).render,
    },
    tokens: {
      summary: 'Tell what tools cost the models that read them, in tokens',
      load: async () => (await import('./tokens.ts')).tokens,
    },
    'intents check': {
      summary: 'Tell whether the sentences that capabilities declare find them',
      load: async () => (await import('./intents-check.ts')).intentsCheck,
    },
    schema: {
      summary: 'Write the JSON Schema of manifests for editors',
      load: async () => (await import('./schema.ts')).schema,
    },
  },
  'Review a change': {
    diff: {
      summary: 'Tell what a change means for clients, agents, access and upstreams',
      load: async () => (await import('./diff.ts')).diff,
    },
    comment: {
      summary: 'Put a text as one comment at a pull request, edited in place',
      load: async () => (await import('./comment.ts')).comment,
    },
    codeowners: {
      summary: 'Write who reviews which tenant’s folder into CODEOWNERS',
      load: async () => (await import('./codeowners.ts')).codeowners,
    },
    build: {
      summary: 'Write the routing table, OpenAPI documents and types of a workspace',
      load: async () => (await import('./build.ts')).build,
    },
  },
  'Run the gateway': {
    serve: {
      summary: 'Serve a workspace over HTTP and MCP, and reload it live',
      load: async () => (await import('./serve.ts')).serve,
    },
    call: {
      summary: 'Call a capability without a gateway, or tell what the call would do (--dry-run)',
      load: async () => (await import('./call.ts')).call,
    },
    mcp: {
      summary: 'Serve one tenant to a client that starts programs, on standard input and output',
      load: async () => (await import('./mcp.ts')).mcp,
    },
    connect: {
      summary: 'Print what Claude, Cursor, VS Code, n8n and others need to reach a tenant',
      load: async () => (await import('./connect.ts')).connect,
    },
    'approvals list': {
      summary: 'List the calls that wait for a person’s approval',
      load: async () => (await import('./approvals.ts')).approvalsList,
    },
    'approvals show': {
      summary: 'Show what a call that waits would do',
      load: async () => (await import('./approvals.ts')).approvalsShow,
    },
    'approvals approve': {
      summary: 'Let a call be made once',
      load: async () => (await import('./approvals.ts')).approvalsApprove,
    },
    'approvals deny': {
      summary: 'Refuse a call that waits, or one that was approved and not made yet',
      load: async () => (await import('./approvals.ts')).approvalsDeny,
    },
    verify: {
      summary: 'Tell whether companies’ APIs still answer as it is declared',
      load: async () => (await import('./verify.ts')).verify,
    },
    versions: {
      summary: 'List the versions that can be rolled back to',
      load: async () => (await import('./versions.ts')).versions,
    },
    rollback: {
      summary: 'Make a running gateway serve a kept version, or the present again',
      load: async () => (await import('./rollback.ts')).rollback,
    },
  },
  Secrets: {
    'secret keygen': {
      summary: 'Make the keys that secrets are sealed and kept with',
      load: async () => (await import('./secret-keygen.ts')).secretKeygen,
    },
    'secret seal': {
      summary: 'Seal a value, so that it can stand in Git',
      load: async () => (await import('./secret-seal.ts')).secretSeal,
    },
    'secret set': {
      summary: 'Keep a value in the encrypted store on this machine',
      load: async () => (await import('./secret-set.ts')).secretSet,
    },
    'secret unset': {
      summary: 'Take a value out of that store',
      load: async () => (await import('./secret-unset.ts')).secretUnset,
    },
    'secret list': {
      summary: 'Tell which secrets there are and which are missing, never a value',
      load: async () => (await import('./secret-list.ts')).secretList,
    },
    'secret rotate': {
      summary: 'Bring secrets under new keys',
      load: async () => (await import('./secret-rotate.ts')).secretRotate,
    },
  },
  Audit: {
    'audit tail': {
      summary: 'Show the last recorded calls, and those that come',
      load: async () => (await import('./audit-tail.ts')).auditTail,
    },
    'audit verify': {
      summary: 'Check that the audit journal is what was written',
      load: async () => (await import('./audit-verify.ts')).auditVerify,
    },
    'audit export': {
      summary: 'Write recorded calls as JSON lines or CSV',
      load: async () => (await import('./audit-export.ts')).auditExport,
    },
    'audit erase': {
      summary: 'Erase somebody’s data from the journal, which still verifies',
      load: async () => (await import('./audit-erase.ts')).auditErase,
    },
  },
  Shell: {
    completion: {
      summary: 'Print what makes a shell complete commands and names',
      load: async () => completionOf(commands),
    },
  },
};

/** The same by name. */
export const commands: Commands = Object.fromEntries(Object.values(commandGroups).flatMap(Object.entries)) as Commands;
