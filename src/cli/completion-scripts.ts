/** What a shell runs when one presses Tab: it asks `smarteros completion candidates`, so it never goes out of date. */

/** The script of each shell. */
export const completionScripts: Readonly<Record<'bash' | 'zsh' | 'fish', string>> = {
  bash: `# bash completion for smarteros: put  source <(smarteros completion bash)  into ~/.bashrc
_smarteros() {
  local current="\${COMP_WORDS[COMP_CWORD]}" word meaning
  [ "$current" = "=" ] && current=""
  COMPREPLY=()
  while IFS=$'\\t' read -r word meaning; do
    case "$word" in
      :folders) compopt -o filenames 2>/dev/null; mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$current") ;;
      :files) compopt -o filenames 2>/dev/null; mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
      *) COMPREPLY+=("$word") ;;
    esac
  done < <("\${COMP_WORDS[0]}" completion candidates -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _smarteros smarteros
`,
  zsh: `#compdef smarteros
# zsh completion for smarteros: put  source <(smarteros completion zsh)  into ~/.zshrc, below compinit
_smarteros() {
  local -a found
  local line word meaning
  while IFS=$'\\t' read -r word meaning; do
    case "$word" in
      :folders) _files -/ ;;
      :files) _files ;;
      *) found+=("\${word//:/\\\\:}\${meaning:+:$meaning}") ;;
    esac
  done < <("\${words[1]}" completion candidates -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#found} )) && _describe 'smarteros' found
}
compdef _smarteros smarteros
`,
  fish: `# fish completion for smarteros: smarteros completion fish > ~/.config/fish/completions/smarteros.fish
function __smarteros_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (command $words[1] completion candidates -- $words[2..-1] 2>/dev/null)
        switch $line
            case ':folders*'
                __fish_complete_directories (commandline -ct)
            case ':files*'
                __fish_complete_path (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c smarteros -f -a '(__smarteros_complete)'
`,
};
