/** Prompts of both sides: people choose them, and clients ask for what they have to fill in. */
import type { Json } from '../schema.ts';
import type { Prompt, TenantShard } from '../table/table.ts';
import { same } from '../compare/canonical.ts';
import type { Finding } from './change.ts';
import { entryOf } from './record.ts';
import { nameList } from './words.ts';

/** What of a tenant's prompts came, went or reads otherwise. */
export function promptFindings({ prompts: before }: TenantShard, { prompts: after }: TenantShard): Finding[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name) => {
    const [old, now] = [entryOf(before, name), entryOf(after, name)];
    if (old === undefined) return now === undefined ? [] : [added(now)];
    return now === undefined ? [removed(old)] : changed(old, now);
  });
}

function added({ name, title }: Prompt): Finding {
  return { rule: 'prompt-added', subject: name, after: title, message: `The prompt "${name}" is new: ${title}.` };
}

function removed({ name, title }: Prompt): Finding {
  return { rule: 'prompt-removed', subject: name, before: title, message: `The prompt "${name}" is gone.` };
}

/** What is refused from now on says all that there is to say of the arguments. */
function changed(old: Prompt, now: Prompt): Finding[] {
  const refused = stricter(old, now);
  return [...refused, ...otherwise(old, now).filter(({ path }) => refused.length === 0 || path !== 'arguments')];
}

type Argument = Prompt['arguments'][number];

/** What clients give as before is refused: an argument that is gone, or one that has to be given now. */
function stricter(old: Prompt, now: Prompt): Finding[] {
  const known = new Map(old.arguments.map((argument) => [argument.name, argument]));
  const given = new Set(now.arguments.map(({ name }) => name));
  const needed = now.arguments.filter(({ name, required }) => required && known.get(name)?.required !== true);
  const gone = old.arguments.filter(({ name }) => !given.has(name));
  if (needed.length === 0 && gone.length === 0) return [];
  const words = [
    ...(needed.length === 0 ? [] : [`has to be given ${quoted(needed)}`]),
    ...(gone.length === 0 ? [] : [`no longer takes ${quoted(gone)}`]),
  ];
  return [
    {
      rule: 'prompt-stricter',
      subject: now.name,
      path: 'arguments',
      before: shown(old.arguments),
      after: shown(now.arguments),
      message: `The prompt "${now.name}" ${words.join(', and ')}.`,
    },
  ];
}

function quoted(these: readonly Argument[]): string {
  return nameList(these.map(({ name }) => `"${name}"`));
}

/** Names alone: the words are no part of what is refused. */
function shown(these: readonly Argument[]): Json {
  return these.map(({ name, required }) => (required ? `${name} (required)` : name));
}

function otherwise(old: Prompt, now: Prompt): Finding[] {
  const fields = (['title', 'description', 'arguments', 'text'] as const).filter(
    (field) => !same(old[field], now[field]),
  );
  return fields.map((field) => ({
    rule: 'prompt-changed',
    subject: now.name,
    path: field,
    before: old[field] as Json,
    after: now[field] as Json,
    message: `The ${field} of the prompt "${now.name}" ${field === 'arguments' ? 'read otherwise' : 'is another'} now.`,
  }));
}
