#!/usr/bin/env python3
"""Compares Lede's text, and what it costs, with that of other extractors on pages with gold text.

usage: compare.py LEDE GOLD.jsonl.gz... [--dom-smoothie PROGRAM] [--modules FOLDER]

PROGRAM is the example `extract-dom-smoothie`, FOLDER has node_modules with what package.json names; without them their rows
are left out.

Every extractor is a process that stays, is asked in the way of `lede extract --jsonl`, and runs on the same core as all others.
They answer page by page in turn, so what else the machine does falls on all alike. Each has one page to warm up. Costs are CPU
time, reading and writing of JSON included; starting a program is not. Text is scored by word 4-grams (see metric.py).
"""

import argparse
import importlib.metadata
import json
import math
import os
import sys

import lxml.html

from engine import Engine, share_one_core
from metric import overlap, pages, summary

HERE = os.path.dirname(os.path.abspath(__file__))
BLOCKS = set("address article aside blockquote br dd details div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main "
             "nav ol p pre section summary table tbody td tfoot th thead tr ul".split())
# As in Lede's text, captions are no part of the article's.
WORDLESS = {"figcaption", "script", "style", "template", "noscript"}


def commands(args):
    """The command of each extractor, by the name it has in the tables."""
    peer = lambda name: [sys.executable, os.path.join(HERE, "peer.py"), name]
    python = lambda name: f"{name} {importlib.metadata.version(name)}"
    found = {
        "Lede": [args.lede, "extract", "--jsonl"],
        python("trafilatura"): peer("trafilatura"),
        f"{python('trafilatura')}, precision": peer("trafilatura-precision"),
        python("readability-lxml"): peer("readability-lxml"),
    }
    if args.modules:
        readability, jsdom = (node_version(args.modules, name) for name in ("@mozilla/readability", "jsdom"))
        found[f"readability.js {readability}, jsdom {jsdom}"] = ["node", os.path.join(HERE, "readability.mjs"), args.modules]
    if args.dom_smoothie:
        found["dom_smoothie"] = [args.dom_smoothie]
    return found


def node_version(folder, name):
    with open(os.path.join(folder, "node_modules", name, "package.json"), encoding="utf-8") as file:
        return json.load(file)["version"]


def text_of(answer):
    """The text of an answer; of HTML, the same way for all."""
    if "text" in answer:
        return answer["text"]
    if not answer.get("html", "").strip():
        return ""
    parts = []
    collect(lxml.html.fragment_fromstring(answer["html"], create_parent="div"), parts)
    return "".join(parts)


def collect(element, parts):
    if isinstance(element.tag, str) and element.tag not in WORDLESS:
        edge = "\n" if element.tag in BLOCKS else ""
        parts.append(edge + (element.text or ""))
        for child in element:
            collect(child, parts)
            parts.append(child.tail or "")
        parts.append(edge)


def measure(engines, rows):
    """Of each engine the overlaps with the gold text and the CPU seconds, page by page."""
    overlaps, costs = ({name: [] for name in engines} for _ in range(2))
    names = list(engines)
    for at, row in enumerate(rows):
        # Nobody always comes after the same one.
        for name in names[at % len(names) :] + names[: at % len(names)]:
            answer, taken = engines[name].ask(row)
            overlaps[name].append(overlap(row["gold"]["text"], text_of(answer)))
            costs[name].append(taken)
    return overlaps, costs


def print_scores(name, overlaps):
    for engine, pairs in overlaps.items():
        f1, p, r, bad = summary(pairs)
        print(f"| {name} ({len(pairs)}) | {engine} | {f1:.4f} | {p:.4f} | {r:.4f} | {bad} |", flush=True)


def print_costs(name, costs):
    ours = sum(costs["Lede"])
    for engine, seconds in costs.items():
        ranked = sorted(1000 * s for s in seconds)
        median, p95 = (ranked[math.ceil(share * len(ranked)) - 1] for share in (0.5, 0.95))
        print(f"| {name} ({len(seconds)}) | {engine} | {median:.1f} | {p95:.1f} | {len(seconds) / sum(seconds):.1f} "
              f"| {sum(seconds) / ours:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lede"), parser.add_argument("gold", nargs="+")
    parser.add_argument("--dom-smoothie"), parser.add_argument("--modules")
    args = parser.parse_args()
    sets = {os.path.basename(path).split(".")[0]: pages(path) for path in args.gold}
    share_one_core()
    engines = {name: Engine(command) for name, command in commands(args).items()}
    first = next(iter(sets.values()))[0]
    for name, engine in engines.items():
        answer, _ = engine.ask(first)
        if not answer:
            sys.exit(f"{name} does not answer")
    print("| set (pages) | program | F1 | precision | recall | bad |\n|---|---|---|---|---|---|", flush=True)
    costs = {}
    for name, rows in sets.items():
        overlaps, costs[name] = measure(engines, rows)
        print_scores(name, overlaps)
    for engine in engines.values():
        engine.stop()
    costs["all"] = {name: [s for per_set in costs.values() for s in per_set[name]] for name in engines}
    print("\n| set (pages) | program | median ms | p95 ms | pages a second | times the CPU of Lede |\n|---|---|---|---|---|---|")
    for name, per_engine in costs.items():
        print_costs(name, per_engine)


if __name__ == "__main__":
    main()
