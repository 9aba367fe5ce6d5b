# bash completion for capx-tui. To use it: eval "$(capx-tui completions bash)" in ~/.bashrc
_capx_tui() {
    local kind= line
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -z "$kind" ]; then
            kind=$line
        else
            COMPREPLY+=("$line")
        fi
    done < <("$1" completions answer bash -- "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    if [ "$kind" = files ]; then
        compopt -o default 2>/dev/null
    fi
}
complete -F _capx_tui capx-tui
