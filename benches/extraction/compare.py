#!/usr/bin/env python3
"""Compares Lede's text with that of other extractors on pages with gold text, and the time each takes.

usage: compare.py LEDE GOLD.jsonl.gz...

Text is scored by word 4-grams (see metric.py). Times are wall-clock for a whole set in one process and on one thread, the
program's start included for Lede; they are ratios to compare on one machine, not figures of their own.
"""

import json
import os
import subprocess
import sys
import time

import trafilatura

from metric import overlap, pages, summary


def lede(program, rows):
    lines = "".join(json.dumps({k: row[k] for k in ("id", "url", "html")}) + "\n" for row in rows)
    one_core = ["taskset", "-c", "0"] if os.path.exists("/usr/bin/taskset") else []
    out = subprocess.run([*one_core, program, "extract", "--jsonl"], input=lines, capture_output=True, text=True).stdout
    found = {page["id"]: page["text"] for page in map(json.loads, out.strip().split("\n"))}
    return [found.get(row["id"], "") for row in rows]


def with_trafilatura(rows, **options):
    return [trafilatura.extract(row["html"], include_comments=False, **options) or "" for row in rows]


def main():
    program, *golds = sys.argv[1:]
    engines = {
        "Lede": lambda rows: lede(program, rows),
        "trafilatura (Python)": with_trafilatura,
        "trafilatura, precision": lambda rows: with_trafilatura(rows, favor_precision=True),
    }
    print(f"{'set':12} {'engine':24} {'F1':>7} {'precision':>10} {'recall':>8} {'bad':>4} {'pages/s':>8}")
    for path in golds:
        rows = pages(path)
        name = os.path.basename(path).split(".")[0]
        for engine, extract in engines.items():
            began = time.perf_counter()
            texts = extract(rows)
            taken = time.perf_counter() - began
            f1, p, r, bad = summary([overlap(row["gold"]["text"], text) for row, text in zip(rows, texts)])
            print(f"{name:12} {engine:24} {f1:7.4f} {p:10.4f} {r:8.4f} {bad:4d} {len(rows) / taken:8.1f}", flush=True)


if __name__ == "__main__":
    main()
