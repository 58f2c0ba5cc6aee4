"""Compares what two versions left, step by step, and says what differs."""
import csv
import difflib
import io
import json
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

KINDS = {".csv": "table", ".svg": "figure", ".png": "picture"}


@dataclass(frozen=True)
class Expected:
    """A difference that was made on purpose: pattern of step/file and its reason."""

    pattern: str
    reason: str


def read_expected(file):
    """Lines `step/path <tab> reason`; a pattern may have * and ?. Lines that begin with # and empty ones are skipped."""
    expected = []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        pattern, tab, reason = line.partition("\t")
        if not tab or not reason.strip():
            raise ValueError("%s, line %d: expected was a pattern of step/path, a tab and a reason." % (file, number))
        expected.append(Expected(pattern.strip(), reason.strip()))
    return expected


@dataclass
class Outcome:
    steps: int = 0
    calls: int = 0
    compared: dict = field(default_factory=dict)   # files of both sides, by kind
    equal: int = 0
    differing: list = field(default_factory=list)  # (where, what)
    missing: list = field(default_factory=list)    # (where, side that lacks it)
    statuses: list = field(default_factory=list)   # (where, call, both statuses)
    sentences: list = field(default_factory=list)  # (where, call, pairs of lines that were and that are)
    accepted: list = field(default_factory=list)   # (where, reason)
    failed: list = field(default_factory=list)     # calls that end alike with an error: (where, call, sentence)
    used: set = field(default_factory=set)

    def ok(self, strict_text):
        return not (self.differing or self.missing or self.statuses or strict_text and self.sentences)


def compare(steps, base, new, base_folder, new_folder, expected):
    """`base` and `new` are the results of the steps that both sides have."""
    outcome = Outcome()

    def accept(where):
        for e in expected:
            if fnmatchcase(where, e.pattern):
                outcome.accepted.append((where, e.reason))
                outcome.used.add(e)
                return True
        return False

    for step in steps:
        a, b = base[step.name], new[step.name]
        outcome.steps += 1
        for number, (x, y) in enumerate(zip(a["calls"], b["calls"]), 1):
            outcome.calls += 1
            where = "%s/call %d" % (step.name, number)
            if x["status"] != y["status"]:
                if not accept(where):
                    outcome.statuses.append((where, x["call"], x["status"], y["status"], last(x), last(y)))
            elif x["status"] != 0:
                outcome.failed.append((where, x["call"], last(x)))
            for stream in ("out", "err"):
                if x[stream] != y[stream]:
                    outcome.sentences.append((where, x["call"], changes(x[stream], y[stream])))
        for path in sorted(set(a["files"]) | set(b["files"])):
            where = "%s/%s" % (step.name, path)
            side = "base" if path not in a["files"] else "new" if path not in b["files"] else None
            if side:
                if not accept(where):
                    outcome.missing.append((where, side))
                continue
            kind = KINDS.get("." + path.rpartition(".")[2], "other")
            outcome.compared[kind] = outcome.compared.get(kind, 0) + 1
            if a["files"][path] == b["files"][path]:
                outcome.equal += 1
            elif not accept(where):
                outcome.differing.append((where, difference(base_folder / where, new_folder / where)))
    return outcome


def last(call):
    lines = (call["err"] or call["out"]).strip().splitlines()
    return lines[-1] if lines else ""


def lines_that_differ(x, y, most=3):
    x, y = x.splitlines(), y.splitlines()
    found = []
    for k in range(max(len(x), len(y))):
        left, right = (lines[k] if k < len(lines) else None for lines in (x, y))
        if left != right:
            found.append((left, right))
            if len(found) == most:
                break
    return found


def changes(x, y):
    """Stretches of lines that differ, as pairs of what was and what is."""
    x, y = x.splitlines(), y.splitlines()
    return [("\n".join(x[i:j]), "\n".join(y[k:l]))
            for tag, i, j, k, l in difflib.SequenceMatcher(None, x, y, False).get_opcodes() if tag != "equal"]


def alike(sentences):
    """Changes of sentences that are the same but for their numbers: how many, the first call, and the first change."""
    groups = {}
    for where, call, pairs in sentences:
        for pair in pairs:
            key = tuple(re.sub(r"[-+]?[0-9][0-9.e+-]*", "#", text) for text in pair)
            groups.setdefault(key, []).append((where, call, pair))
    return [(len(found), *found[0]) for found in groups.values()]


def difference(a, b):
    """In one line what differs between two files."""
    try:
        x, y = a.read_bytes(), b.read_bytes()
    except OSError as error:
        return str(error)
    if a.suffix == ".csv":
        found = table_difference(x.decode(errors="replace"), y.decode(errors="replace"))
        if found:
            return found
    if b"\0" not in x[:4096] and b"\0" not in y[:4096]:
        lines = lines_that_differ(x.decode(errors="replace"), y.decode(errors="replace"), 1)
        if lines:
            return "%s became %s" % tuple(short(line) for line in lines[0])
    at = next((k for k, (p, q) in enumerate(zip(x, y)) if p != q), min(len(x), len(y)))
    return "%d and %d bytes, the first that differs at %d" % (len(x), len(y), at)


def short(text, most=110):
    if text is None:
        return "no line"
    return "'%s'" % (text if len(text) <= most else text[:most] + "...")


def table_difference(x, y):
    x, y = list(csv.reader(io.StringIO(x))), list(csv.reader(io.StringIO(y)))
    if not x or not y:
        return None
    if x[0] != y[0]:
        gone, come = [c for c in x[0] if c not in y[0]], [c for c in y[0] if c not in x[0]]
        return "columns: %s gone, %s new%s" % (", ".join(gone) or "none", ", ".join(come) or "none",
                                               "" if gone or come else ", another order")
    if len(x) != len(y):
        return "%d rows became %d" % (len(x) - 1, len(y) - 1)
    worst = {}
    for row, (p, q) in enumerate(zip(x[1:], y[1:]), 1):
        for column, left, right in zip(x[0], p, q):
            if left == right:
                continue
            try:
                l, r = float(left), float(right)
                by = abs(l - r) / max(abs(l), abs(r))
            except ValueError:
                by = float("inf")
            if column not in worst or by > worst[column][0]:
                worst[column] = (by, left, right, row)
    parts = ["%s row %d: %s became %s (%s)" % (column, row, left[:60] or "nothing", right[:60] or "nothing",
                                               "relative %.1e" % by if by < float("inf") else "text")
             for column, (by, left, right, row) in worst.items()]
    return "; ".join(parts[:4]) + ("; %d columns more" % (len(parts) - 4) if len(parts) > 4 else "") if parts else None


def modes_not_run(steps, base):
    """Values of keys with a choice that no call gives and that are no default, by the list of keys of the base."""
    given = set()
    for step in steps:
        for call in step.calls if not step.macro else ():
            given.update((call[0], key) for key in call[1:])
        for _, text in step.written:
            try:
                settings = json.loads(text)
            except ValueError:
                continue
            given.update((settings["command"], "%s=%s" % item) for item in settings["parameters"].items())
    left = []
    for step in steps:
        if not step.name.startswith("keys-"):
            continue
        command, key, default = step.name[len("keys-"):], None, None
        for line in base[step.name]["calls"][0]["out"].splitlines():
            named = re.match(r"  ([a-z_0-9]+)(?:=(.*))?$", line)
            if named:
                key, default = named.groups()
            choice = re.search(r", one of (.*)\.$", line)
            if choice and key:
                left += ["%s %s=%s" % (command, key, value) for value in choice.group(1).split(", ")
                         if value != default and (command, "%s=%s" % (key, value)) not in given]
                key = None
    return left
