#compdef capx-tui
# zsh completion for capx-tui. To use it: eval "$(capx-tui completions zsh)" in ~/.zshrc, below compinit
_capx_tui() {
    local -a answer values shown
    local line
    answer=("${(@f)$("${words[1]}" completions answer zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    if [[ ${answer[1]} == files ]]; then
        _files
        return
    fi
    for line in "${(@)answer[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        if [[ -n ${line#*$'\t'} ]]; then
            shown+=("${line%%$'\t'*}: ${line#*$'\t'}")
        else
            shown+=("${line%%$'\t'*}")
        fi
    done
    (( $#values )) && compadd -U -l -d shown -a values
}
if [[ ${funcstack[1]} == _capx_tui ]]; then
    _capx_tui "$@"
else
    compdef _capx_tui capx-tui
fi
