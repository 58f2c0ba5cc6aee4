"""Runs the steps of the plan with one version of the program, and keeps what they leave.

Each step has a folder of its own: the working folder of its calls, and their user's home, so that a calibration or an
annotation of another run is never found. What a step said and left is kept in `run.json` in that folder.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

VERSION = 2  # goes up when the way of running or of reading results changes: kept results are then made again

RUN_FILE = "run.json"
PROVENANCE = "provenance.json"
MACRO_RUNNER = "RunMacros.java"
# Lines that come or not by how long the work takes.
PROGRESS = re.compile(rb"^(\d+ of \d+ files, .*left|Run \d+ of \d+: .*)\r?\n", re.MULTILINE)
LONG_GROUPS = ("scenario", "recorded")

# ImageJ builds its menu bar to find a command, which has no meaning without a display: its patcher for that.
MACRO_SOURCE = """
import net.imagej.patcher.LegacyEnvironment;

class RunMacros {
	public static void main(final String[] macros) throws Exception {
		final LegacyEnvironment imagej = new LegacyEnvironment(null, true);
		for (int i = 0; i < macros.length; i += 2) imagej.runMacro(macros[i], macros[i + 1]);
		System.exit(0);
	}
}
"""


class App:
    """A folder with the program and all it needs, side by side."""

    def __init__(self, folder, java, side):
        self.folder = Path(folder).resolve()
        jars = sorted(self.folder.glob("EI_Balance-*.jar"))
        if len(jars) != 1:
            raise ValueError("%s holds %d files EI_Balance-*.jar, expected was 1." % (folder, len(jars)))
        self.jar, self.java, self.side = jars[0], java, side
        total = hashlib.sha256()
        for file in sorted(p for p in self.folder.rglob("*") if p.is_file()):
            total.update(str(file.relative_to(self.folder)).encode() + b"\0" + file.read_bytes())
        self.digest = total.hexdigest()

    def ask(self, *arguments):
        """Standard output of a call that must succeed."""
        done = subprocess.run([self.java, "-jar", str(self.jar), *arguments], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, env=environment())
        if done.returncode:
            raise ValueError("%s %s: exit status %d: %s" % (self.jar.name, arguments[0], done.returncode, done.stderr))
        return done.stdout

    def names(self, listing):
        return [line.split("\t")[0] for line in self.ask(listing).splitlines() if line]


def environment():
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "JAVA_TOOL_OPTIONS")}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def patcher_jars():
    """What runs macros without a display, where Maven has fetched it for the tests; empty where it has not."""
    repository = Path.home() / ".m2/repository"
    patcher = sorted(repository.glob("net/imagej/ij1-patcher/*/ij1-patcher-*.jar"))
    javassist = sorted(repository.glob("org/javassist/javassist/*/javassist-*.jar"))
    return [patcher[-1], javassist[-1]] if patcher and javassist else []


class Runner:
    """Runs steps of one app; the same app on both sides of a comparison is run twice."""

    def __init__(self, app, keep, inputs, digests, jobs, altered=None, recordings=None):
        self.app, self.inputs, self.jobs, self.recordings = app, inputs, jobs, recordings
        self.folder = keep / ("%s-%s" % (app.digest[:16], app.side) if app.side else app.digest[:16])
        self.keep, self.digests = keep, digests
        self.altered = altered or {}  # keys that all calls get besides, or with another value: for the self-test
        self.java_version = subprocess.run([app.java, "-version"], capture_output=True, text=True).stderr.splitlines()[0]
        self.reused = 0

    def run(self, steps, say):
        """What each step said and left, by the name of the step."""
        order = sorted(steps, key=lambda step: -step.slow)
        with ThreadPoolExecutor(self.jobs) as pool:
            results = {}
            for step, result in zip(order, pool.map(self.step, order)):
                results[step.name] = result
                say(step, result)
        return results

    def stamp(self, step):
        known = {**asdict(step), "inputs": self.used(step), "java": self.java_version, "runs": VERSION,
                 "altered": self.altered, "recordings": str(self.recordings) if step.group == "recorded" else None}
        del known["seconds"], known["slow"], known["group"]
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()

    def used(self, step):
        """Digests of the inputs that a step names: another input does not make it run again."""
        text = " ".join(" ".join(call) for call in step.calls)
        named = {*step.copied, *re.findall(r"\bin/([\w.-]+)", text)}
        return {path: digest for path, digest in self.digests.items()
                if path.partition("/")[0] in named}

    def step(self, step):
        folder = self.folder / step.name
        stamp = self.stamp(step)
        try:
            result = json.loads((folder / RUN_FILE).read_text())
            if result["stamp"] == stamp:
                self.reused += 1
                return result
        except (OSError, ValueError, KeyError):
            pass
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "in").symlink_to(self.inputs)
        for name in step.copied:
            shutil.copyfile(self.inputs / name, folder / name)
        for name, text in step.written:
            (folder / name).write_text(text)
        home = folder / "home"
        home.mkdir()
        fonts = self.keep / "fonts"  # Java's cache of fonts, which takes a second to make
        fonts.mkdir(exist_ok=True)
        (home / ".java").symlink_to(fonts)
        began = time.time()
        calls = self.macros(step, folder) if step.macro else [self.call(call, folder, step) for call in step.calls]
        (home / ".java").unlink()
        (folder / "in").unlink()
        files = {str(file.relative_to(folder)): self.file_digest(file, folder)
                 for file in sorted(folder.rglob("*")) if file.is_file() and file.name != PROVENANCE}
        if step.name.startswith("keys-"):
            files["keys.txt"] = self.keys(calls[0], folder)
        result = {"stamp": stamp, "group": step.group, "seconds": round(time.time() - began, 2), "calls": calls,
                  "files": files}
        (folder / RUN_FILE).write_text(json.dumps(result, indent=1))
        return result

    def call(self, call, folder, step):
        keys = [key for key in call[1:] if key.partition("=")[0] not in self.altered]
        if call[0] != "help":
            keys += ["%s=%s" % item for item in self.altered.items()]
        return self.process([self.app.java, *self.options(folder, step), "-jar", str(self.app.jar), call[0], *keys], folder,
                            " ".join((call[0], *keys)), step.seconds)

    @staticmethod
    def options(folder, step):
        # Short calls take half the time with the first compiler alone; long ones need both. Java's numbers are the
        # same with either.
        compiler = [] if step.group in LONG_GROUPS else ["-XX:TieredStopAtLevel=1"]
        return [*compiler, "-XX:+UseSerialGC", "-Xmx3g", "-Djava.awt.headless=true", "-Duser.home=%s" % (folder / "home"), "-Duser.language=en",
                "-Duser.country=US", "-Duser.timezone=UTC"]

    def macros(self, step, folder):
        """All macros of a step in one ImageJ, as plain ImageJ has the program: in its folder of plugins."""
        plugins = folder / "imagej" / "plugins"
        (plugins / "jars").mkdir(parents=True)
        imagej = None
        for jar in sorted(self.app.folder.glob("*.jar")):
            if re.match(r"ij-\d", jar.name):
                imagej = jar
            else:
                ((plugins if jar.name.startswith("EI_Balance-") else plugins / "jars") / jar.name).symlink_to(jar)
        (folder / MACRO_RUNNER).write_text(MACRO_SOURCE)
        arguments = []
        for text, argument in step.calls:
            arguments += [re.sub(r"=\[([^\]]+)\]", lambda m: "=[%s/%s]" % (folder, m.group(1)), text), argument]
        path = os.pathsep.join(str(jar) for jar in [imagej, *patcher_jars()])
        done = self.process([self.app.java, *self.options(folder, step), "-Dplugins.dir=%s" % plugins.parent, "--add-opens",
                             "java.base/java.lang=ALL-UNNAMED", "-cp", path, MACRO_RUNNER, *arguments], folder,
                            "macros: " + "; ".join(text for text, _ in step.calls), step.seconds)
        shutil.rmtree(plugins.parent)
        (folder / MACRO_RUNNER).unlink()
        return [done]

    def process(self, command, folder, title, seconds):
        try:
            done = subprocess.run(command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=seconds)
            status, out, err = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired as end:
            status, out, err = "ended after %d s" % seconds, end.stdout or b"", end.stderr or b""
        out = PROGRESS.sub(b"", out)
        return {"call": title, "status": status, "out": self.plain(out, folder).decode(errors="replace"),
                "err": self.plain(err, folder).decode(errors="replace")}

    def plain(self, text, folder):
        """Without what differs between two folders and two days."""
        today = time.strftime("%Y-%m-%d", time.gmtime()).encode()
        for place, name in ((folder, b"STEP"), (self.inputs, b"in"), (self.app.folder, b"APP")):
            text = text.replace(str(place).encode(), name)
        return text.replace(today, b"TODAY")

    def file_digest(self, file, folder):
        return hashlib.sha256(comparable(file, folder, self)).hexdigest()

    @staticmethod
    def keys(call, folder):
        """Keys, defaults and choices of a command out of its help, without the sentences."""
        lines = []
        for line in call["out"].splitlines()[1:]:
            if re.match(r"  \S", line):
                lines.append(line.strip())
            elif lines and re.search(r", one of .*\.$", line):
                lines.append("    " + line[line.index(", one of ") + 2:])
        text = "".join(line + "\n" for line in lines).encode()
        (folder / "keys.txt").write_bytes(text)
        return hashlib.sha256(text).hexdigest()


def comparable(file, folder, runner):
    """The bytes of a file that must be equal: without the path of its folder, the day of the run and sums over them."""
    data = file.read_bytes()
    if data[:8] == b"EICLAMP1":  # a length, a sum and a header in JSON, which names the day of the calibration
        length = int.from_bytes(data[8:12], "little")
        header = re.sub(rb'(\\?"day\\?":\\?")[-0-9]{10}', rb"\1TODAY", data[16:16 + length])
        return data[:8] + header + data[16 + length:]
    if file.suffix in (".csv", ".json", ".jsonl", ".svg", ".html", ".txt", ".atf"):
        data = runner.plain(data, folder)
        if file.suffix == ".jsonl":  # a batch writes a line when a file is done: the order is that of its workers
            data = b"".join(sorted(data.splitlines(True)))
        if file.suffix == ".json":
            data = re.sub(rb'("crc32c": *")[0-9a-f]+', rb"\1SUM", data) if b"TODAY" in data else data
            data = re.sub(rb'("day": *")[-0-9]{10}', rb"\1TODAY", data)
    return data
