/** `smarteros completion` */
import { closest } from '../suggest.ts';
import { candidatesFor, type Commands, shells } from './candidates.ts';
import type { Command } from './command.ts';
import { completionScripts } from './completion-scripts.ts';
import { exitCodes, Misuse } from './exit.ts';

/** Prints what makes a shell complete our commands; `commands` are all there are. */
export function completionOf(commands: Commands): Command {
  return {
    description:
      'Prints a script that makes a shell complete commands, options, their values, folders, tenants and capabilities.',
    args: {
      shell: { type: 'positional', description: 'bash, zsh or fish' },
      words: { type: 'positional', required: false, repeated: true, description: 'For the scripts themselves' },
    },
    examples: [
      ['source <(smarteros completion bash)', 'now; put the line into ~/.bashrc to keep it'],
      ['source <(smarteros completion zsh)', 'the same in ~/.zshrc, below compinit'],
      ['smarteros completion fish > ~/.config/fish/completions/smarteros.fish', 'for fish'],
    ],
    run: async (options) => {
      const shell = String(options['shell']);
      const words = options['words'] as readonly string[];
      if (shell === 'candidates') {
        const { words: found, paths } = await candidatesFor(commands, words.length === 0 ? [''] : words);
        const lines = found.map(([word, meaning]) => (meaning === '' ? word : `${word}\t${firstSentence(meaning)}`));
        process.stdout.write([...lines, ...(paths === null ? [] : [`:${paths}`])].map((line) => `${line}\n`).join(''));
        return exitCodes.fine;
      }
      const known = shells.find((each) => each === shell);
      if (known === undefined) throw unknownShell(shell);
      if (words.length > 0)
        throw new Misuse(`"smarteros completion" takes one shell, and "${words[0]}" is one too many.`);
      process.stdout.write(completionScripts[known]);
      return exitCodes.fine;
    },
  };
}

function unknownShell(shell: string): Misuse {
  const similar = closest(shell, [...shells]);
  return new Misuse(
    `There is no completion for "${shell}". ${similar === null ? `Shells are ${shells.join(', ')}.` : `Did you mean "${similar}"?`}`,
  );
}

/** A line in a list of choices has no room for more. */
function firstSentence(text: string): string {
  return (/^.+?[.;:](?=\s|$)/.exec(text)?.[0] ?? text).replace(/[.;:]$/, '');
}
