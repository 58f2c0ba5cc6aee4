#!/usr/bin/env python3
"""Puts one small fault at a time into the C core and looks whether a test fails.

  mutate.py [-j JOBS] [--file NAME.c] [--every N] [--list] [--minimum PERCENT]

A mutant is a copy of one file of core/ in which one guard is wrong: a condition negated or switched off, < made <=, an
operand of && or || dropped, a limit changed, or a call removed that raises a fault, changes the state or sets the
output. The tests on the host are built with it and run until one fails. A mutant is
  killed     a test failed, or the compiler refused it (a static assertion);
  timed out  a test took much more processor time than it should: counted apart, not as killed;
  survived   all tests passed: a test is missing, or the mutant does the same as the original.
Mutants with the object code of the original are left out. Those of test/excused.txt are left out too, each with its
reason. The script fails where less than the minimum is killed in one file or in all, where an excused mutant does not
exist or is killed, and where more than 3 % time out.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["-std=c11", "-O1", "-ffp-contract=off", "-w"]
# Each with its arguments; the quick ones first: together less than a second. golden must print golden/vectors.txt.
TESTS = [["test_commands"], ["test_safety"], ["test_edges"], ["golden"], ["test_guards"], ["test_rules"], ["test_trust", "20000", "quick"], ["test_core", "20000"], ["test_bytes", "31"]]
SECONDS = 5  # of processor time for one test
CALLS = ("clamp_raise_fault", "clamp_handle_event", "clamp_output_zero", "clamp_reset_stream", "clamp_note", "queue_note",
    "clamp_telem_close", "clamp_check_conductance", "choose_ramp_end", "begin_run", "check_deadlines", "next_charge_block",
    "clamp_lock", "clamp_unlock", "CLAMP_WRITE", "learn_cell", "close_window", "open_window", "compare_states",
    "first_step", "add_to_window", "hold_value", "update_config_crc")
RELATIONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


def masked(text):
    """The text with comments, strings and preprocessor lines as blanks, so that positions stay."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    text = re.sub(r"/\*.*?\*/", blank, text, flags=re.S)
    text = re.sub(r'"(?:\\.|[^"\\])*"', blank, text)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.M)


def closing(code, start):
    """The position of the bracket that closes the one at start."""
    depth = 0
    for at in range(start, len(code)):
        if code[at] in "([{":
            depth += 1
        elif code[at] in ")]}":
            depth -= 1
            if depth == 0:
                return at
    raise ValueError("no closing bracket")


def split(code, start, end, operator):
    """Ranges of the operands of an operator at the outermost level of code[start:end]."""
    parts, depth, begin, at = [], 0, start, start
    while at < end:
        if code[at] in "([{":
            depth += 1
        elif code[at] in ")]}":
            depth -= 1
        elif depth == 0 and code.startswith(operator, at):
            parts.append((begin, at))
            at += len(operator)
            begin = at
            continue
        at += 1
    parts.append((begin, end))
    return parts


def conditions(code):
    """Ranges of all conditions: of if and while, of for, before ?, and logical expressions that are returned or kept."""
    for match in re.finditer(r"\b(if|while)\s*\(", code):
        start = match.end()
        yield match.group(1), start, closing(code, start - 1)
    for match in re.finditer(r"\bfor\s*\(", code):
        end = closing(code, match.end() - 1)
        parts = split(code, match.end(), end, ";")
        if len(parts) == 3:
            yield "for", parts[1][0], parts[1][1]
    for match in re.finditer(r"\?", code):
        # Back to the start of the operand: an open bracket, a comma, =, return or ?.
        at, depth = match.start() - 1, 0
        while at >= 0:
            if code[at] in ")]":
                depth += 1
            elif code[at] in "([":
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and (code[at] in ",;{}?:" or (code[at] == "=" and code[at - 1] not in "=!<>" and code[at + 1] != "=")):
                break
            at -= 1
        start = at + 1
        word = re.match(r"\s*return\b", code[start:match.start()])
        if word:
            start += word.end()
        yield "?", start, match.start()
    for match in re.finditer(r"(?:\breturn\b|\b(?:due|fits|last|late|quick|repeat|stops|same_major|event) =)([^;?]*(?:&&|\|\||[<>=!]=|[^-<]<[^<]|[^->]>[^>])[^;?]*);", code):
        yield "value", match.start(1), match.end(1)


def other_number(text):
    """A limit a little wrong."""
    match = re.fullmatch(r"(0x[0-9a-fA-F]+|\d+)([uUlL]*)", text)
    if match:
        return f"{int(match.group(1), 0) + 1}{match.group(2)}"
    x = float(text.rstrip("f"))
    return ("1.0f" if x == 0 else f"{x * 1.5:.7g}f" if "." in f"{x * 1.5:.7g}" or "e" in f"{x * 1.5:.7g}" else f"{x * 1.5:.7g}.0f")


NUMBER = re.compile(r"(?<![\w.])(?:0x[0-9a-fA-F]+[uUlL]*|(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[+-]?\d+)?f?|\d+[uUlL]*)(?![\w.])")


def mutants(name, text):
    """All mutants of a file: (kind, start, end, replacement)."""
    code = masked(text)
    seen = set()

    def offer(kind, start, end, new):
        if text[start:end] != new and (start, end, new) not in seen:
            seen.add((start, end, new))
            found.append((kind, start, end, new))

    found = []
    for what, start, end in conditions(code):
        inner = text[start:end]
        if not inner.strip():
            continue
        if what != "for":
            offer("negated", start, end, f"!({inner.strip()})" if what != "value" and what != "?" else f" !({inner.strip()})")
        if what in ("if", "?"):
            offer("never", start, end, "0" if what == "if" else " 0 ")
            if what == "?":
                offer("always", start, end, " 1 ")
        # Operands, also of brackets inside.
        spans = [(start, end)]
        for at in range(start, end):
            if code[at] == "(":
                spans.append((at + 1, closing(code, at)))
        for low, high in spans:
            ors = split(code, low, high, "||")
            groups = [("||", ors)] + [("&&", split(code, a, b, "&&")) for a, b in ors]
            for operator, operands in groups:
                if len(operands) < 2:
                    continue
                for k in range(len(operands)):
                    rest = [text[a:b].strip() for j, (a, b) in enumerate(operands) if j != k]
                    offer("operand dropped", operands[0][0], operands[-1][1], f" {operator} ".join(rest))
        for match in NUMBER.finditer(code, start, end):
            offer("limit", match.start(), match.end(), other_number(match.group(0)))
    for match in re.finditer(r"(?<![<>=!+\-*/&|^%])(<=|>=|==|!=|(?<!<)<(?![<=])|(?<![>-])>(?![>=]))", code):
        line = code[code.rfind("\n", 0, match.start()) + 1:match.end()]
        if match.group(1) in RELATIONS and not re.match(r"\s*#", line):
            offer("relation", match.start(1), match.end(1), RELATIONS[match.group(1)])
    # Tables of ranges: { field, low, high }.
    for match in re.finditer(r"\{ CLAMP_OFFSET\(.*?\), (\S+), (\S+) \}", code):
        for group in (1, 2):
            value = match.group(group)
            x = 1e-6 if value == "TINY" else float(value.rstrip("f"))
            wider = x - max(1.0, abs(x)) if group == 1 and x <= 0 else x / 2 if group == 1 else 1.5 * x
            offer("limit", match.start(group), match.end(group), f"{wider:.7e}f")
    # Constants that are limits.
    for match in re.finditer(r"^#define (?:CLAMP_(?:OVERRUNS_MAX|ALTERNATIONS_MAX|ALTERNATION_TICKS|NOTES)|TINY) (\S+)", text, re.M):
        offer("limit", match.start(1), match.end(1), other_number(match.group(1)) if match.group(1) != "1e-6f" else "0.0f")
    for call in CALLS:
        for match in re.finditer(r"(?<=[\t ;)])(?:\(void\) )?(%s)\(" % call, code):
            end = closing(code, match.end() - 1) + 1
            line = code[code.rfind("\n", 0, match.start()) + 1:match.start()]
            # A statement of its own, not a declaration, a definition or a part of an expression.
            if code[end:end + 1] == ";" and re.fullmatch(r"\t+(?:\} )?(?:.*\) |else |\(void\) )?", line):
                offer("call removed", match.start(), end, "(void) 0")
    found.sort(key=lambda m: m[1])
    return found


def whole_lines(text, start, end):
    """The source lines that a range touches, as one line."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    return low, high if high >= 0 else len(text)


def one_line(text):
    return " ".join(text.split())


class Bench:
    """A copy of the sources with all objects built."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for part in ("core", "model", "test", "golden"):
            shutil.copytree(HERE / part, self.folder / part)
        self.tests = [t for t in TESTS if (self.folder / "test" / f"{t[0]}.c").exists()]
        self.core = sorted(p.name for p in (self.folder / "core").glob("*.c"))
        self.objects = {}
        for name in self.core:
            self.build(f"core/{name}")
        self.build("model/model.c")
        self.build("test/bench.c")
        # All tests in one program: one link for each mutant.
        names = [t[0] for t in self.tests]
        for name in names:
            self.build(f"test/{name}.c", f"-Dmain={name}")
        (self.folder / "all.c").write_text("#include <string.h>\n" + "".join(f"int {n}(int, char **);\n" for n in names)
            + "int main(int n, char **args)\n{\n" + "".join(f'\tif (!strcmp(args[1], "{n}")) return {n}(n - 1, args + 1);\n' for n in names)
            + "\treturn 2;\n}\n")
        self.build("all.c")
        self.fixed = ["model/model.c.o", "test/bench.c.o", "all.c.o"] + [f"test/{n}.c.o" for n in names]
        self.vectors = (self.folder / "golden/vectors.txt").read_bytes()
        self.original = {name: (self.folder / f"core/{name}.o").read_bytes() for name in self.core}

    def build(self, name, *flags):
        return subprocess.run(["gcc", *FLAGS, *flags, "-c", name, "-o", f"{name}.o"], cwd=self.folder,
            stderr=subprocess.DEVNULL).returncode == 0

    def link(self):
        return subprocess.run(["gcc", "-fno-use-linker-plugin", *[f"core/{n}.o" for n in self.core], *self.fixed, "-lm", "-o", "all"],
            cwd=self.folder, stderr=subprocess.DEVNULL).returncode == 0

    def run(self, test):
        """Runs a test: 'passed', 'failed' or 'timed out'."""
        done = subprocess.run(["./all", *test], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1)))
        if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return "timed out"
        if done.returncode or (test[0] == "golden" and done.stdout != self.vectors):
            return "failed"
        return "passed"

    def check(self):
        self.link()
        for test in self.tests:
            if self.run(test) != "passed":
                sys.exit(f"{test[0]} fails without any mutant")

    def verdict(self, name, text):
        """What the tests say of a mutated file."""
        path = self.folder / "core" / name
        kept = path.read_text()
        path.write_text(text)
        changed = self.core if name.endswith(".h") else [name]
        try:
            for part in changed:
                if not self.build(f"core/{part}"):
                    return "killed", "compiler"
            if all((self.folder / f"core/{part}.o").read_bytes() == self.original[part] for part in changed):
                return "same", ""
            if not self.link():
                return "killed", "linker"
            for test in self.tests:
                result = self.run(test)
                if result != "passed":
                    return ("killed" if result == "failed" else "timed out"), test[0]
            return "survived", ""
        finally:
            path.write_text(kept)
            for part in changed:
                (self.folder / f"core/{part}.o").write_bytes(self.original[part])


def excuses():
    """(file, original line, mutated line) -> reason, from blocks of four lines."""
    table = {}
    path = HERE / "test" / "excused.txt"
    if not path.exists():
        return table
    for block in re.split(r"\n\s*\n", path.read_text()):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if not lines:
            continue
        if len(lines) != 4 or not lines[1].startswith("- ") or not lines[2].startswith("+ "):
            sys.exit(f"excused.txt: four lines expected (file, - original, + mutant, reason), found:\n{block}")
        table[(lines[0].strip(), one_line(lines[1][2:]), one_line(lines[2][2:]))] = lines[3]
    return table


BENCHES = {}


def work(job):
    name, text = job
    key = os.getpid()
    if key not in BENCHES:
        BENCHES[key] = Bench(tempfile.mkdtemp(prefix="mutant", dir=ROOT))
    return BENCHES[key].verdict(name, text)


def start_worker(root):
    global ROOT
    ROOT = root


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1, help="processes at the same time")
    parser.add_argument("--file", action="append", help="only this file of core/")
    parser.add_argument("--every", type=int, default=1, help="only each Nth mutant: an estimate")
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    parser.add_argument("--minimum", type=float, default=85.0, help="percent that must be killed")
    args = parser.parse_args()
    jobs = []
    names = [p.name for p in sorted((HERE / "core").glob("*.c"))] + ["clamp_internal.h"]
    for name in names:
        if args.file and name not in args.file:
            continue
        text = (HERE / "core" / name).read_text()
        for kind, start, end, new in mutants(name, text):
            low, high = whole_lines(text, start, end)
            before = one_line(text[low:high])
            after = one_line(text[low:start] + new + text[end:high])
            jobs.append((name, text.count("\n", 0, start) + 1, kind, before, after, text[:start] + new + text[end:]))
    jobs = jobs[::args.every]
    if args.list:
        for name, line, kind, before, after, _ in jobs:
            print(f"{name}:{line}: {kind}\n- {before}\n+ {after}")
        print(f"{len(jobs)} mutants")
        return
    excused = excuses()
    counts = {}
    wrong = []
    used = set()
    done = 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutate") as root:
        first = Bench(os.path.join(root, "first"))
        first.check()
        with concurrent.futures.ProcessPoolExecutor(args.j, initializer=start_worker, initargs=(root,)) as pool:
            for job, (verdict, test) in zip(jobs, pool.map(work, [(j[0], j[5]) for j in jobs], chunksize=4)):
                name, line, kind, before, after, _ = job
                done += 1
                if done % 100 == 0:
                    print(f"{done} of {len(jobs)}", file=sys.stderr, flush=True)
                key = (name, before, after)
                if key in excused and verdict == "survived":
                    used.add(key)
                    verdict = "excused"
                row = counts.setdefault(name, {})
                row[verdict] = row.get(verdict, 0) + 1
                if verdict in ("survived", "timed out"):
                    print(f"{name}:{line}: {verdict}, {kind}\n- {before}\n+ {after}", flush=True)
    print(f"\n{'file':20} killed survived timed out excused same code  killed of all")
    total = {}
    for name, row in list(counts.items()) + [("all", total)]:
        if row is not total:
            for verdict, n in row.items():
                total[verdict] = total.get(verdict, 0) + n
        counted = sum(row.get(v, 0) for v in ("killed", "survived", "timed out"))
        print(f"{name:20} {row.get('killed', 0):6} {row.get('survived', 0):8} {row.get('timed out', 0):9} {row.get('excused', 0):7} "
            f"{row.get('same', 0):9}  {100.0 * row.get('killed', 0) / max(1, counted):5.1f} %")
        if args.every == 1 and 100.0 * row.get("killed", 0) < args.minimum * counted:
            wrong.append(f"{name}: less than {args.minimum:g} % killed")
    minutes = (time.monotonic() - start) / 60
    print(f"{len(jobs)} mutants, {args.j} processes, {minutes:.1f} minutes")
    if not args.file and args.every == 1:
        wrong += [f"{k[0]}: excused, but no such mutant survives: {k[2]}" for k in excused if k not in used]
    counted = sum(total.get(v, 0) for v in ("killed", "survived", "timed out"))
    if total.get("timed out", 0) > 0.03 * counted:
        wrong.append("more than 3 % timed out")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
