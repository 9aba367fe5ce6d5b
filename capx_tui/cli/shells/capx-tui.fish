# fish completion for capx-tui. To use it: capx-tui completions fish | source, in ~/.config/fish/config.fish
function __capx_tui
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l typed (commandline -ct | string unescape)
    set -l answer ($program completions answer fish -- $words "$typed" 2>/dev/null)
    if test "$answer[1]" = files
        __fish_complete_path (commandline -ct)
        return
    end
    set -e answer[1]
    string join \n -- $answer
end
complete -c capx-tui -f -a '(__capx_tui)'
