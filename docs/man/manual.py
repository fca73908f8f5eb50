#!/usr/bin/env python3
"""Manual pages and completions, from what the program says of itself.

    manual.py page FILE.in PROGRAM                 the page, with its tables filled in
    manual.py completion bash|zsh|fish PROGRAM

--help is made from the tables in the program; so are these. In a page a line `@options COMMAND`
stands for the options of a command (without COMMAND: of the check itself), `@usage COMMAND` for how
it is called, `@commands` for all there is to say of every command, `@formats` for what is read and
written.
"""
import re
import subprocess
import sys

OPTION = re.compile(r"  (?:-(\w), |    )--([\w-]+)(?: (\S+))?  +(.*)")


def said(program, *words):
    """What the program prints, wherever it prints it."""
    done = subprocess.run([program, *words], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    return done.stdout + done.stderr


class Help:
    """--help of one command, taken apart."""

    def __init__(self, program, command=""):
        words = [command] if command else []
        text = said(program, *words, "--help")
        head, *rest = text.split("\nOptions:\n")[0].strip("\n").split("\n\n")
        self.usage = [line[7:] for line in head.splitlines()]
        self.about = rest
        self.options = [match.groups() for match in map(OPTION.fullmatch, text.splitlines())
                        if match]
        self.formats = {verb: re.findall(r"^  (\S+) +(.*)\n +(\..*)", part, re.M)
                        for verb, part in re.findall(
                            r"Formats that are (\w+):\n(.*?)(?:\n\n|\Z)", text, re.S)}


def commands(program):
    """The words that may stand first: those that --help names with an own line."""
    found = [re.match(r"drawbridge ([a-z][\w-]*)", line) for line in Help(program).usage]
    return list(dict.fromkeys(match[1] for match in found if match))


def values(program, command, option):
    """The words that an option takes, as its error message lists them; [] where it takes others."""
    words = [command] if command else []
    line = said(program, *words, f"--{option}", "\1").split("\n")[0]
    match = re.search(r" takes (?:one of )?([a-z][\w-]*(?:, [a-z][\w-]*)+), not ", line)
    return match[1].split(", ") if match else []


# --- pages ------------------------------------------------------------------------------------

def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in ".'" else text


def option_lines(letter, name, value, about):
    head = (f"\\fB\\-{letter}\\fR, " if letter else "") + f"\\fB{roff('--' + name)}\\fR"
    if value:
        head += f" \\fI{roff(value)}\\fR"
    return [".TP", head, roff(about[0].upper() + about[1:] + ".")]


def options(program, command):
    return [line for option in Help(program, command).options for line in option_lines(*option)]


def formats(program):
    lines = []
    for verb, rows in Help(program).formats.items():
        lines += [".SS " + verb.capitalize()]
        for name, about, endings in rows:
            lines += [".TP", f"\\fB{roff(name)}\\fR ({roff(endings)})",
                      roff(about[0].upper() + about[1:] + ".")]
    return lines


def usage(program, command):
    lines = []
    for line in Help(program, command).usage:
        lines += [".br", "\\fBdrawbridge\\fR " + roff(re.sub(r"  .*", "", line)[11:])]
    return lines[1:]


def about(program, command):
    """Paragraphs; those that are indented stay as they are."""
    lines = []
    for text in Help(program, command).about:
        rows = [roff(line) for line in text.splitlines()]
        lines += [".PP", ".nf", *rows, ".fi"] if text.startswith(" ") else [".PP", *rows]
    return lines


def every_command(program, _):
    return [line for command in commands(program)
            for line in [f".SS {roff(command)}", *usage(program, command),
                         *about(program, command), *options(program, command)]]


def page(path, program):
    version = said(program, "--version").split()[-1]
    fill = {"options": options, "usage": usage, "commands": every_command,
            "formats": lambda program, _: formats(program)}
    for line in open(path, encoding="utf-8"):
        match = re.fullmatch(r"@(\w+) ?([\w-]*)\n", line)
        print("\n".join(fill[match[1]](program, match[2])) if match
              else line.rstrip("\n").replace("@version", version))


# --- completion -------------------------------------------------------------------------------

def takes(program, command, name, value):
    """What completes the value of an option: words, or "file", "format" or None."""
    words = values(program, command, name)
    if words:
        return words
    formats_of = Help(program).formats
    if name in ("from", "to"):
        return [row[0] for row in formats_of["read" if name == "from" else "written"]]
    return "file" if value in ("FILE", "NAME") else None


def bash_words(program, command):
    """The case of a command: its options, and the values of those that have some."""
    rows = Help(program, command).options
    cases = [(f"-{letter}|--{name}" if letter else f"--{name}", takes(program, command, name, value))
             for letter, name, value, _ in rows if value]
    lines = [f"    {command or '*'})", "        case $before in"]
    for head, how in cases:
        then = "_drawbridge_files" if how == "file" else \
            f"_drawbridge_words {' '.join(how)}" if how else ":"
        lines.append(f"        {head}) {then}; return ;;")
    lines += ["        esac",
              "        _drawbridge_options "
              + " ".join(f"--{name}" for _, name, _, _ in rows), "        ;;"]
    return lines


def bash(program):
    own = commands(program)
    print("# Completion of drawbridge for bash; made from its --help.")
    print("""_drawbridge_words() {
    COMPREPLY=($(compgen -W "$*" -- "$word"))
}
_drawbridge_files() {
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
}
_drawbridge_options() {
    case $word in
    -*) _drawbridge_words "$@" ;;
    *) _drawbridge_files ;;
    esac
}
_drawbridge() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    if ((COMP_CWORD == 1)) && [[ $word != -* ]]; then""")
    print(f'        COMPREPLY=($(compgen -W "{" ".join(own)}" -- "$word") '
          '$(compgen -f -- "$word"))\n        compopt -o filenames 2>/dev/null\n'
          '        return\n    fi\n    case ${COMP_WORDS[1]} in')
    for command in own + [""]:
        print("\n".join(bash_words(program, command)))
    print("    esac\n}\ncomplete -F _drawbridge drawbridge")


def quoted(text):
    return text.replace("'", "'\\''")


def zsh_specs(program, command):
    for letter, name, value, about in Help(program, command).options:
        about = quoted(about.replace("[", "(").replace("]", ")").replace(":", " -"))
        how = takes(program, command, name, value) if value else None
        action = "_files" if how == "file" else f"({' '.join(how)})" if how else ""
        tail = f":{value.lower()}:{action}" if value else ""
        repeats = "*" if "repeatable" in about or "several" in about else ""
        for word in ([f"-{letter}"] if letter else []) + [f"--{name}"]:
            yield f"'{repeats}{word}[{about}]{quoted(tail)}'"


def zsh(program):
    own = commands(program)
    print("#compdef drawbridge\n# Completion of drawbridge for zsh; made from its --help.")
    print("local -a specs\ncase ${words[2]} in")
    for command in own + [""]:
        specs = " \\\n        ".join(zsh_specs(program, command))
        print(f"{command or '*'})\n    specs=({specs})\n    ;;")
    print(f"""esac
if ((CURRENT == 2)) && [[ ${{words[2]}} != -* ]]; then
    compadd -- {' '.join(own)}
    _files
    return
fi
_arguments -s $specs '*:file:_files'""")


def fish(program):
    own = commands(program)
    print("# Completion of drawbridge for fish; made from its --help.")
    print(f"complete -c drawbridge -n __fish_use_subcommand -a '{' '.join(own)}'")
    for command in [""] + own:
        condition = f"__fish_seen_subcommand_from {command}" if command \
            else f"not __fish_seen_subcommand_from {' '.join(own)}"
        for letter, name, value, about in Help(program, command).options:
            how = takes(program, command, name, value) if value else None
            more = " -rF" if how == "file" else f" -xa '{' '.join(how)}'" if how \
                else " -x" if value else ""
            short = f" -s {letter}" if letter else ""
            print(f"complete -c drawbridge -n '{condition}'{short} -l {name}{more} "
                  f"-d '{about.replace(chr(39), chr(92) + chr(39))}'")


def main():
    if sys.argv[1] == "page":
        page(sys.argv[2], sys.argv[3])
    else:
        {"bash": bash, "zsh": zsh, "fish": fish}[sys.argv[2]](sys.argv[3])
    return 0


if __name__ == "__main__":
    sys.exit(main())
