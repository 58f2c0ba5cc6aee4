"""Shows that the comparison finds what it must find: nothing between two runs of one app, and each kind of difference
between an app and one that was changed.

The changed apps are real: copies whose classes had a number or a name altered, so that all goes the way of a true
comparison.
"""
import json
import re
import shutil
import struct
import zipfile
from pathlib import Path

from . import comparison, plan, runs

STEPS = "run-operating-point,run-shadlen-newsome,pair-unbiased-true,keys-correlate-pair"


def constants(data):
    """Of a class file: where each constant of the pool lies, as pairs of its tag and its place."""
    count = struct.unpack_from(">H", data, 8)[0]
    at, index = 10, 1
    sizes = {3: 5, 4: 5, 5: 9, 6: 9, 7: 3, 8: 3, 9: 5, 10: 5, 11: 5, 12: 5, 15: 4, 16: 3, 17: 5, 18: 5, 19: 3, 20: 3}
    while index < count:
        tag = data[at]
        yield tag, at
        at += 3 + struct.unpack_from(">H", data, at + 1)[0] if tag == 1 else sizes[tag]
        index += 2 if tag in (5, 6) else 1


def other_number(data):
    """One part in 10^10 more for the doubles 1000, by which one unit becomes another."""
    data, changed = bytearray(data), 0
    for tag, at in list(constants(data)) if data[:4] == b"\xca\xfe\xba\xbe" else ():
        if tag == 6 and struct.unpack_from(">d", data, at + 1)[0] == 1000.0:
            struct.pack_into(">d", data, at + 1, 1000.0 * (1 + 1e-10))
            changed += 1
    return bytes(data), changed


def other_text(old, new):
    """One text in place of another, where it is a constant by itself or stands in the list of commands."""
    def change(data):
        before, changed = bytes(data), 0
        if not before.startswith(b"\xca\xfe\xba\xbe"):
            return before.replace(old.encode(), new.encode()), before.count(old.encode())
        for tag, at in constants(before):
            length = struct.unpack_from(">H", before, at + 1)[0] if tag == 1 else 0
            if before[at + 3:at + 3 + length] == old.encode() and len(old) == len(new):
                data = data[:at + 3] + new.encode() + data[at + 3 + length:]
                changed += 1
        return data, changed
    return change


def changed_app(app, folder, change):
    """A copy of an app with all classes of the program changed."""
    shutil.copytree(app.folder, folder)
    total = 0
    for jar in [*folder.glob("EI_Balance-*.jar"), *folder.glob("ei-balance-*.jar")]:
        temporary = jar.with_suffix(".new")
        with zipfile.ZipFile(jar) as old, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                data = old.read(entry)
                if re.fullmatch(r"org/eibalance/.*\.class|META-INF/json/.+", entry.filename):
                    data, changed = change(data)
                    total += changed
                new.writestr(entry, data)
        temporary.replace(jar)
    if not total:
        raise ValueError("self-test: nothing to change was found in the jars.")
    return runs.App(folder, app.java, "")


def run(given, keep, base, both):
    """0 where every trial ends as it must."""
    trials = []

    def trial(name, app, holds, altered=None, strict_text=False, expected=None):
        print("\n--- self-test: %s" % name, flush=True)
        given.only, given.strict_text, given.full, given.recordings = STEPS, strict_text, False, None
        given.expected = expected or Path("/nonexistent")
        outcome, ok = both(given, keep, base, app, altered)
        trials.append((name, holds(outcome, ok)))

    def differ(outcome, ending):
        return any(where.endswith(ending) for where, _ in outcome.differing)

    def same_app(side):
        return runs.App(base.folder, base.java, side)

    trial("the same app", same_app("again"), lambda o, ok: ok and o.equal > 15 and not o.sentences)
    trial("another seed on one side", same_app("seed"),
          lambda o, ok: not ok and differ(o, "summary.csv") and differ(o, ".svg") and not o.missing, {"seed": "7"})
    trial("a key that one side does not take", same_app("key"),
          lambda o, ok: not ok and o.statuses and o.missing, {"surrogates": "none"})

    number = changed_app(base, keep / "changed-number", other_number)
    trial("a jar in which 1000 is 1000.0000001", number, lambda o, ok: not ok and differ(o, ".csv") and not o.missing)
    expected = keep / "expected.txt"
    expected.write_text("*\tthe number was changed on purpose\n")
    trial("the same, expected", number, lambda o, ok: ok and o.accepted and not o.differing, expected=expected)

    column = changed_app(base, keep / "changed-column", other_text("peak_lag_ms", "peak_lag_us"))
    trial("a jar with another name of a column", column, lambda o, ok: not ok and any(
        "columns: peak_lag_ms gone" in what for _, what in o.differing))

    sentence = next(line.split("\t")[1] for line in base.ask("list").splitlines() if line.startswith("correlate-pair\t"))
    words = changed_app(base, keep / "changed-sentence", other_text(sentence, sentence[:-1] + "!"))
    trial("a jar with another sentence", words, lambda o, ok: ok and o.sentences)
    trial("the same, with --strict-text", words, lambda o, ok: not ok and o.sentences, strict_text=True)

    renamed = changed_app(base, keep / "changed-key", other_text("normalisation", "normalization"))
    trial("a jar with another name of a key", renamed, lambda o, ok: not ok and differ(o, "keys.txt"))

    print("\n--- self-test: files that are taken away or changed in one byte", flush=True)
    trials.append(("a file missing, a picture changed", tampered(base, keep)))
    for folder in keep.glob("changed-*"):
        shutil.rmtree(folder)
    print()
    for name, holds in trials:
        print("%s: %s" % ("found as it must be" if holds else "WRONG", name))
    return 0 if all(holds for _, holds in trials) else 1


def tampered(base, keep):
    """The comparison alone, on results of which one file is gone and one byte of a picture is another."""
    steps = [step for step in plan.steps(False, ["correlate-pair"], ["operating-point", "shadlen-newsome"])
             if step.name in STEPS.split(",")]
    folder = keep / base.digest[:16]
    kept, other = ({step.name: json.loads((folder / step.name / runs.RUN_FILE).read_text()) for step in steps}
                   for _ in range(2))
    files = other["run-operating-point"]["files"]
    table = next(path for path in files if path.endswith("summary.csv"))
    picture = next(path for path in files if path.endswith(".png"))
    del files[table]
    files[picture] = "0" * 64
    outcome = comparison.compare(steps, kept, other, folder, folder, [])
    return (not outcome.ok(False) and [side for _, side in outcome.missing] == ["new"] and
            [where for where, _ in outcome.differing] == ["run-operating-point/" + picture])
