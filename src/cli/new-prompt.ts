/** `smarteros new prompt` */
import { promptText } from '../change/scaffold.ts';
import { workspaceFlag, type Command } from './command.ts';
import { nameOf, tenantOf, workspaceWords, writeNew } from './scaffold-file.ts';
import { tenantNames } from './tenant-names.ts';
import { workspaceFolder } from './workspace.ts';

/** Writes the manifest of a prompt. */
export const newPrompt: Command = {
  description:
    'Writes the manifest of a prompt, a text that people begin a conversation with: tenants/<tenant>/prompts/<name>.yaml. Nothing that is there is overwritten.',
  args: {
    prompt: { type: 'positional', description: 'Its name: order-summary' },
    tenant: { type: 'string', valueHint: 'NAME', description: 'Who offers it', required: true },
    workspace: workspaceFlag,
  },
  examples: [['smarteros new prompt order-summary --tenant demo', 'tenants/demo/prompts/order-summary.yaml']],
  run: (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const name = nameOf('"smarteros new prompt"', options['prompt']);
    const tenant = tenantOf(workspace, options['tenant'], tenantNames(workspace));
    const path = `tenants/${tenant}/prompts/${name}.yaml`;
    const next = `write its text, then smarteros render ${tenant} prompt/${name}${workspaceWords(options['workspace'])}`;
    return writeNew(workspace, [{ path, text: promptText({ name, tenant }), isManifest: true }], next);
  },
};
