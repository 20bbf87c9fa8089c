#!/usr/bin/env python3
"""Fits the trees by which Lede tells an article's blocks from the rest of its page.

usage: fit.py LEDE GOLD.jsonl.gz... [--write MODEL.json]

LEDE is the command-line program; each GOLD has lines {id, url, html, gold: {text}}. Every block of every page is labelled by
the share of its word 4-grams that stand in the gold text, and weighs what it has of its page's words, so that long pages do
not outweigh short ones. Folds keep the pages of one site together. Prints precision, recall and F1 of the blocks that held-out
folds select (before the rules that follow selection), then fits on all pages and writes the model.
"""

import argparse
import json
import os
import subprocess
import sys
import urllib.parse

os.environ.setdefault("OMP_NUM_THREADS", "1")
import lightgbm
import numpy
from sklearn.model_selection import GroupKFold

from metric import overlap, pages, shingles, summary, words

PARAMETERS = dict(objective="binary", num_leaves=7, max_depth=3, learning_rate=0.12, min_data_in_leaf=60, lambda_l2=2.0,
                  feature_fraction=0.5, seed=3, deterministic=True, num_threads=1, verbose=-1)
TREES = 120
# A block of more words weighs no more than this.
LONGEST = 100
# Small sets of one kind of page weigh more, so that the largest does not decide alone.
SET_WEIGHT = 300
# What decide.rs does with the odds.
KEEP, KEEP_IN_DOUBT, TOO_LITTLE = 0.5, 0.2, 0.35


def explained(lede, rows):
    """The pages' features and blocks, by id."""
    lines = "".join(json.dumps({k: row[k] for k in ("id", "url", "html")}) + "\n" for row in rows)
    out = subprocess.run([lede, "extract", "--jsonl", "--explain"], input=lines, capture_output=True, text=True).stdout
    return {page["id"]: page for page in map(json.loads, out.strip().split("\n"))}


class Page:
    def __init__(self, row, found, names, set_size):
        self.gold = row["gold"]["text"]
        self.site = ".".join(urllib.parse.urlparse(row["url"]).netloc.split(".")[-2:])
        self.texts = [" ".join(block["text"].split()) for block in found["blocks"]]
        self.features = numpy.array([b["features"] for b in found["blocks"]], dtype=numpy.float32).reshape(-1, len(names))
        column = lambda name: self.features[:, names.index(name)]
        self.engine = column("kept by the engine")
        self.label(column("in the engine's article"))
        # Gold texts that leave out lists, tables or code by construction teach nothing about them.
        structured = (column("list") + column("table") + column("code") > 0) & (column("link share") < 0.3)
        self.words[structured & (column("in the engine's article") > 0) & (self.share <= 0.5)] = 0
        self.weight = SET_WEIGHT / set_size

    def label(self, in_article):
        """The share of each block's shingles that the gold text has and no earlier block used up."""
        tokens = words(self.gold)
        gold = shingles(tokens)
        lines = {tuple(words(line)) for line in self.gold.split("\n")}
        joined = f" {' '.join(tokens)} "
        self.share = numpy.full(len(self.texts), -1.0)
        self.words = numpy.zeros(len(self.texts))
        # Of two copies the one in the engine's article is the article's.
        for at in sorted(range(len(self.texts)), key=lambda at: (-in_article[at], at)):
            own = words(self.texts[at])
            if not own:
                continue
            if len(own) < 4:
                # A word that only occurs somewhere in the article says nothing of the block.
                said = f" {' '.join(own)} " in joined
                self.share[at] = 1.0 if tuple(own) in lines else 0.0
                self.words[at] = len(own) if tuple(own) in lines or not said else 0
                continue
            has = shingles(own)
            held = {run: min(n, gold[run]) for run, n in has.items()}
            self.share[at] = sum(held.values()) / sum(has.values())
            self.words[at] = len(own)
            if self.share[at] > 0.5:
                gold -= held

    def sample(self):
        body = max(50.0, float(self.words[self.share > 0.5].sum()))
        return numpy.minimum(self.words, LONGEST) / body * self.weight

    def select(self, probabilities):
        spoken = numpy.array([bool(text) for text in self.texts], dtype=bool)
        engine = (self.engine > 0.5) & spoken
        keep = (probabilities > KEEP) & spoken
        if self.words[keep].sum() < TOO_LITTLE * self.words[engine].sum():
            keep = (probabilities > KEEP_IN_DOUBT) & spoken
        if self.words[keep].sum() < TOO_LITTLE * self.words[engine].sum():
            keep = engine
        return overlap(self.gold, "\n".join(text for text, kept in zip(self.texts, keep) if kept))


def fitted(chosen):
    x = numpy.concatenate([p.features for p in chosen])
    y = numpy.concatenate([p.share for p in chosen])
    w = numpy.concatenate([p.sample() for p in chosen])
    used = (y >= 0) & (w > 0)
    data = lightgbm.Dataset(x[used], (y[used] > 0.5).astype(int), weight=w[used] * used.sum() / w[used].sum())
    return lightgbm.train(PARAMETERS, data, TREES)


def cross_validate(sets, seed):
    """Scores of each set, and the same fold by fold, of models that saw no page of the same site."""
    every = [page for chosen in sets.values() for page in chosen]
    scores = {}
    splits = GroupKFold(5, shuffle=True, random_state=seed).split(every, groups=[p.site for p in every])
    for fold, (train, test) in enumerate(splits):
        model = fitted([every[i] for i in train])
        for i in test:
            page = every[i]
            scores[id(page)] = fold, page.select(model.predict(page.features) if len(page.texts) else numpy.zeros(0))
    for name, chosen in sets.items():
        f1, p, r, bad = summary([scores[id(page)][1] for page in chosen])
        folds = [summary([s for f, s in (scores[id(page)] for page in chosen) if f == fold])[0] for fold in range(5)]
        print(f"seed {seed}  {name:12}  F1 {f1:.4f}  precision {p:.4f}  recall {r:.4f}  bad {bad}"
              f"  folds {' '.join(f'{f:.3f}' for f in folds)}", flush=True)


def exported(model, names):
    def nodes(tree):
        flat = []

        def add(node):
            at = len(flat)
            flat.append(None)
            if "leaf_value" in node:
                flat[at] = [0, 0.0, 0, 0, round(node["leaf_value"], 5)]
            else:
                low, high = add(node["left_child"]), add(node["right_child"])
                flat[at] = [node["split_feature"], float(f"{node['threshold']:.7g}"), low, high, round(node["internal_value"], 5)]
            return at

        add(tree["tree_structure"])
        return flat

    return {"features": names, "trees": [nodes(tree) for tree in model.dump_model()["tree_info"]]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lede"), parser.add_argument("gold", nargs="+"), parser.add_argument("--write")
    args = parser.parse_args()
    names, sets = [], {}
    for path in args.gold:
        rows = pages(path)
        found = explained(args.lede, rows)
        names = next(iter(found.values()))["features"]
        sets[os.path.basename(path).split(".")[0]] = [
            Page(row, found[row["id"]], names, len(rows)) for row in rows if row["id"] in found]
    for seed in (1, 2):
        cross_validate(sets, seed)
    if args.write:
        model = fitted([page for chosen in sets.values() for page in chosen])
        with open(args.write, "w", encoding="utf-8") as out:
            json.dump(exported(model, names), out, ensure_ascii=False, separators=(",", ":"))
            out.write("\n")


if __name__ == "__main__":
    sys.exit(main())
