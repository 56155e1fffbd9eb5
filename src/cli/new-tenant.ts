/** `smarteros new tenant` */
import { tenantText } from '../change/scaffold.ts';
import { parseRut } from '../manifest/rut.ts';
import { closest } from '../suggest.ts';
import { workspaceFlag, type Command } from './command.ts';
import { Misuse } from './exit.ts';
import { nameOf, workspaceWords, writeNew } from './scaffold-file.ts';
import { buildOnce, workspaceFolder } from './workspace.ts';

/** Stands for the company's own until it is given: `check` warns of it. */
const placeholderRut = '11.111.111-1';

/** Writes the manifest of a tenant. */
export const newTenant: Command = {
  description: 'Writes the manifest of a new tenant: tenants/<name>/tenant.yaml. Nothing that is there is overwritten.',
  args: {
    tenant: { type: 'positional', description: 'Its name: an id in paths, which never changes' },
    name: { type: 'string', valueHint: 'TEXT', description: 'The company’s name: "Acme SpA"; else made from the id' },
    rut: { type: 'string', valueHint: 'RUT', description: `The company’s RUT; else the placeholder ${placeholderRut}` },
    email: { type: 'string', valueHint: 'ADDRESS', description: 'Whom to write to' },
    plan: { type: 'string', valueHint: 'NAME', description: 'One of plans/' },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros new tenant acme --name "Acme SpA" --rut 76.086.428-5', 'tenants/acme/tenant.yaml'],
    ['smarteros new tenant acme --workspace manifests --plan trial', 'in another folder, with a plan'],
  ],
  run: (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const name = nameOf('"smarteros new tenant"', options['tenant']);
    const businessName = String(options['name'] ?? capital(name.replaceAll('-', ' ')));
    const rut = rutOf(options['rut']);
    const plan = options['plan'] === undefined ? null : planOf(workspace, nameOf('--plan', options['plan']));
    const text = tenantText({
      name,
      title: businessName.replace(/ (SpA|S\.A\.|Ltda\.?|EIRL|Inc\.?)$/i, ''),
      businessName,
      rut,
      contactEmail: options['email'] === undefined ? null : emailOf(String(options['email'])),
      plan,
    });
    const next = `smarteros new provider shop --tenant ${name} --base-url https://…${workspaceWords(options['workspace'])}`;
    return writeNew(workspace, [{ path: `tenants/${name}/tenant.yaml`, text, isManifest: true }], next);
  },
};

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function rutOf(given: unknown): string {
  if (given === undefined) return placeholderRut;
  const text = String(given).trim();
  const result = parseRut(text);
  if ('canonical' in result) return text;
  const why = result.expected === null ? 'Write it as 76.086.428-5.' : `Its check digit would be ${result.expected}.`;
  throw new Misuse(`--rut: "${text}" is no RUT. ${why}`);
}

function emailOf(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return text;
  throw new Misuse(`--email takes an address such as demo@smarterbot.cl, not "${text}".`);
}

function planOf(workspace: string, plan: string): string {
  const names = [...buildOnce(workspace).build.shared.present.plans.keys()].toSorted();
  if (names.includes(plan)) return plan;
  const similar = closest(plan, names);
  const known = names.length === 0 ? `Declare it in plans/${plan}.yaml first.` : `Plans are ${names.join(', ')}.`;
  throw new Misuse(`There is no plan "${plan}". ${similar === null ? known : `Did you mean "${similar}"?`}`);
}
