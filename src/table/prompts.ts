/** `Prompt` → what people begin a conversation with, its text parsed. */
import type { LinkContext, ResourceOf } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import { parsePromptText } from './prompt-text.ts';
import type { Finding } from './report.ts';
import { manifestReporter } from './reporter.ts';
import type { Prompt } from './table.ts';

type PromptResource = ResourceOf<'Prompt'>;

/** Bounds what filling in can make of a text. */
const mostPlaces = 50;

/** The prompts of a tenant, by name. */
export function compilePrompts(
  prompts: readonly PromptResource[],
  context: Pick<LinkContext, 'locate'>,
  problems: Problem[],
): Record<string, Prompt> {
  const compiled: Record<string, Prompt> = {};
  for (const resource of prompts) {
    const { prompt, findings } = compilePrompt(resource);
    compiled[prompt.name] = prompt;
    findings.forEach(manifestReporter(resource, context, problems));
  }
  return compiled;
}

function compilePrompt(resource: PromptResource): { readonly prompt: Prompt; readonly findings: Finding[] } {
  const { name, spec } = resource;
  const parsed = parsePromptText(spec.text);
  const text = parsed.kind === 'text' ? parsed.parts : [];
  const findings = parsed.kind === 'text' ? placeFindings(resource, text) : [strayBrace(parsed.near)];
  const prompt = { name, title: spec.title, description: spec.description, arguments: argumentsOf(resource), text };
  return { prompt, findings: [...repeatedArguments(resource), ...findings] };
}

function argumentsOf({ spec }: PromptResource): Prompt['arguments'] {
  return (spec.arguments ?? []).map(({ name, description, required = false, values = [] }) => ({
    name,
    description,
    required,
    values,
  }));
}

function strayBrace(near: string): Finding {
  return {
    code: 'prompt-text',
    at: ['spec', 'text'],
    message: `A brace of the text belongs to no place of an argument: "${near}".`,
    hint: 'Write {name} for an argument, and {{ or }} for a brace.',
  };
}

function repeatedArguments({ spec }: PromptResource): Finding[] {
  const names = (spec.arguments ?? []).map(({ name }) => name);
  return names.flatMap((name, index): Finding[] => {
    const first = names.indexOf(name);
    if (first === index) return [];
    return [
      {
        code: 'prompt-text',
        at: ['spec', 'arguments', index, 'name'],
        message: `Argument "${name}" is declared twice; only one of the two could be filled in.`,
        hint: 'Remove one, or give it another name.',
        related: { message: 'first declared here', at: ['spec', 'arguments', first, 'name'] },
      },
    ];
  });
}

/** Places without an argument, and arguments without a place. Where one is a slip of the other, that is one mistake. */
function placeFindings({ spec }: PromptResource, text: Prompt['text']): Finding[] {
  const declared = (spec.arguments ?? []).map(({ name }) => name);
  const places = text.flatMap((part) => (typeof part === 'string' ? [] : [part.argument]));
  if (places.length > mostPlaces) return [tooManyPlaces(places.length)];
  const taken = new Set(places);
  const unused = declared.filter((name) => !taken.has(name));
  const undeclared = [...taken].filter((place) => !declared.includes(place));
  const meant = new Set<string>();
  const found = undeclared.map((place): Finding => {
    const near = closest(place, unused) ?? closest(place, declared);
    if (near !== null) meant.add(near);
    return undeclaredPlace(place, near, near === null ? -1 : declared.indexOf(near));
  });
  return [
    ...found,
    ...unused.filter((name) => !meant.has(name)).map((name) => unusedArgument(name, declared.indexOf(name))),
  ];
}

function tooManyPlaces(count: number): Finding {
  return {
    code: 'prompt-text',
    at: ['spec', 'text'],
    message: `The text has ${count} places of arguments; at most ${mostPlaces} are filled in.`,
    hint: 'Name each argument once, and refer to it in words after that.',
  };
}

function undeclaredPlace(place: string, near: string | null, index: number): Finding {
  return {
    code: 'prompt-text',
    at: ['spec', 'text'],
    message: `The text has a place {${place}}, and the prompt declares no such argument: nobody could fill it in.`,
    ...(near === null
      ? { hint: `Add "${place}" to arguments, or write {{${place}}} where the braces themselves are meant.` }
      : {
          hint: `Did you mean {${near}}?`,
          related: { message: `"${near}" is declared here`, at: ['spec', 'arguments', index, 'name'] },
        }),
  };
}

function unusedArgument(name: string, index: number): Finding {
  return {
    code: 'prompt-text',
    at: ['spec', 'arguments', index, 'name'],
    message: `No place of the text takes the argument "${name}": what people fill in would be lost.`,
    hint: `Write {${name}} where it belongs, or remove the argument.`,
  };
}
