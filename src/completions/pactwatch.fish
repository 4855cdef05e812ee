# Completes pactwatch in fish. The program itself says what may stand where.
function __pactwatch_candidates
    set -l before
    set -l words (commandline -opc)
    while set -q words[2]
        switch $words[2]
            case --config --state
                set -a before $words[2..3]
                set -e words[2..3]
            case --system
                set -a before $words[2]
                set -e words[2]
            case '-*'
                set -e words[2]
            case '*'
                set -a before $words[2]
                break
        end
    end
    pactwatch $before --complete 2>/dev/null
end
complete -c pactwatch -a '(__pactwatch_candidates)'
