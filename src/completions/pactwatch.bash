# Completes pactwatch in bash. The program itself says what may stand where.
_pactwatch() {
  local word before=() command= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
    --config | --state)
      [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
      before+=("$word" "${COMP_WORDS[++i]}")
      ;;
    --system) before+=("$word") ;;
    -*) ;;
    *)
      command=$word
      break
      ;;
    esac
  done
  ((i > COMP_CWORD)) && return # the value of an option: a file
  mapfile -t COMPREPLY < <(compgen -W "$("$1" "${before[@]}" $command --complete 2>/dev/null)" -- "$2")
}
complete -o default -F _pactwatch pactwatch
