"""Extractors as processes that are asked page by page, each with a clock of what it uses of the processor."""

import ctypes
import glob
import json
import os
import select
import subprocess
import sys
import time

# An extractor that has not answered by then is given up on this page, in seconds.
PATIENCE = 60


class Engine:
    """A program that reads lines `{id, url, html}` and answers each at once with a line that has its `text` or its `html`."""

    def __init__(self, command):
        self.command = command
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def ask(self, row):
        """The answer to a page, and the CPU seconds it took; an empty answer of an engine that dies or does not end."""
        began = cpu_seconds(self.process.pid)
        try:
            answer = self.exchange(json.dumps({key: row[key] for key in ("id", "url", "html")}).encode() + b"\n")
            taken = cpu_seconds(self.process.pid) - began
        except (BrokenPipeError, EOFError, TimeoutError) as error:
            print(f"{' '.join(self.command)}: {type(error).__name__} on {row['id']}", file=sys.stderr)
            answer, taken = {}, PATIENCE
            self.stop()
            self.start()
        return answer, taken

    def exchange(self, line):
        while line:
            line = line[self.process.stdin.write(line) :]
        output, answer, end = self.process.stdout.fileno(), b"", time.monotonic() + PATIENCE
        while not answer.endswith(b"\n"):
            ready, _, _ = select.select([output], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError
            part = os.read(output, 1 << 20)
            if not part:
                raise EOFError
            answer += part
        return json.loads(answer)


def cpu_seconds(pid):
    """What a process and those it has started used of the processor so far; on systems that do not say, the time."""
    if sys.platform != "linux":
        return time.perf_counter()
    clock = ctypes.c_int()
    ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock))
    children = (child for path in glob.glob(f"/proc/{pid}/task/*/children") for child in open(path).read().split())
    return time.clock_gettime(clock.value) + sum(cpu_seconds(int(child)) for child in children)


def share_one_core():
    """Keeps this process, and all that it starts from now on, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
