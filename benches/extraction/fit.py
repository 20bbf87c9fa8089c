#!/usr/bin/env python3
"""Fits the trees by which Lede tells an article's blocks from the rest of its page.

usage: fit.py LEDE GOLD.jsonl.gz... [--write MODEL.json]

LEDE is the command-line program; each GOLD has lines {id, url, html, gold: {text}}. Every block of every page is labelled by
the share of its word 4-grams that stand in the gold text, and weighs what it has of its page's words, so that long pages do
not outweigh short ones. Two rounds of trees are fitted: the first judge each block alone, the second also by what the first
made of the others, which for this is told by models that did not see the page's site. Folds keep the pages of one site
together. Prints precision, recall and F1 of the blocks that held-out folds select (before the rules that follow selection),
then fits on all pages and writes the model.
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
# The first feature that the first round does not know.
OPINION = "odds alone"
# Parts by which the first round judges pages that it has not seen.
PARTS = 5
# What decide.rs does with the odds.
KEEP, KEEP_IN_DOUBT, TOO_LITTLE = 0.5, 0.2, 0.35


def explained(lede, pages):
    """The pages' features and blocks, by place; given what their blocks are to be judged alone where that is known."""
    line = lambda at, page: {"id": at, "url": page.row["url"], "html": page.row["html"], "alone": page.alone}
    lines = "".join(json.dumps(line(at, page)) + "\n" for at, page in enumerate(pages))
    out = subprocess.run([lede, "extract", "--jsonl", "--explain"], input=lines, capture_output=True, text=True).stdout
    return {page["id"]: page for page in map(json.loads, out.strip().split("\n"))}


class Page:
    def __init__(self, row, set_size):
        self.row = row
        self.alone = None
        self.gold = row["gold"]["text"]
        self.site = ".".join(urllib.parse.urlparse(row["url"]).netloc.split(".")[-2:])
        self.weight = SET_WEIGHT / set_size

    def read(self, found, names):
        """Takes in the page's blocks as the first round sees them."""
        self.texts = [" ".join(block["text"].split()) for block in found["blocks"]]
        self.features = numpy.array([b["features"] for b in found["blocks"]], dtype=numpy.float32).reshape(-1, len(names))
        column = lambda name: self.features[:, names.index(name)]
        self.label(column("in densest"))
        # Gold texts that leave out lists, tables or code by construction teach nothing about them.
        structured = (column("list") + column("table") + column("code") > 0) & (column("link share") < 0.3)
        self.words[structured & (column("in densest") > 0) & (self.share <= 0.5)] = 0
        self.first = self.features[:, : names.index(OPINION)]

    def label(self, in_densest):
        """The share of each block's shingles that the gold text has and no earlier block used up."""
        tokens = words(self.gold)
        gold = shingles(tokens)
        lines = {tuple(words(line)) for line in self.gold.split("\n")}
        joined = f" {' '.join(tokens)} "
        self.share = numpy.full(len(self.texts), -1.0)
        self.words = numpy.zeros(len(self.texts))
        # Of two copies the one where most prose is stands for the article's.
        for at in sorted(range(len(self.texts)), key=lambda at: (-in_densest[at], at)):
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
        likely = (numpy.array(self.alone) > KEEP) & spoken
        keep = (probabilities > KEEP) & spoken
        if self.words[keep].sum() < TOO_LITTLE * self.words[likely].sum():
            keep = (probabilities > KEEP_IN_DOUBT) & spoken
        if self.words[keep].sum() < TOO_LITTLE * self.words[likely].sum():
            keep = likely
        return overlap(self.gold, "\n".join(text for text, kept in zip(self.texts, keep) if kept))


def folds(chosen, parts, seed):
    return GroupKFold(parts, shuffle=True, random_state=seed).split(chosen, groups=[page.site for page in chosen])


def fitted(chosen, features):
    x = numpy.concatenate([features(p) for p in chosen])
    y = numpy.concatenate([p.share for p in chosen])
    w = numpy.concatenate([p.sample() for p in chosen])
    used = (y >= 0) & (w > 0)
    data = lightgbm.Dataset(x[used], (y[used] > 0.5).astype(int), weight=w[used] * used.sum() / w[used].sum())
    return lightgbm.train(PARAMETERS, data, TREES)


def judged(model, features):
    return model.predict(features) if len(features) else numpy.zeros(0)


def both_rounds(lede, train, test, seed):
    """The trees of both rounds, fitted to some pages; what the second is to know of the others is left in `features`."""
    first = lambda page: page.first
    for rest, part in folds(train, PARTS, seed):
        model = fitted([train[i] for i in rest], first)
        for i in part:
            train[i].alone = [float(p) for p in judged(model, train[i].first)]
    alone = fitted(train, first)
    for page in test:
        page.alone = [float(p) for p in judged(alone, page.first)]
    every = train + test
    found = explained(lede, every)
    for at, page in enumerate(every):
        blocks = [block["features"] for block in found[at]["blocks"]]
        page.features = numpy.array(blocks, dtype=numpy.float32).reshape(len(blocks), page.features.shape[1])
    return alone, fitted(train, lambda page: page.features)


def cross_validate(lede, sets, seed):
    """Scores of each set, and the same fold by fold, of models that saw no page of the same site."""
    every = [page for chosen in sets.values() for page in chosen]
    scores = {}
    for fold, (train, test) in enumerate(folds(every, 5, seed)):
        _, together = both_rounds(lede, [every[i] for i in train], [every[i] for i in test], seed)
        for page in (every[i] for i in test):
            scores[id(page)] = fold, page.select(judged(together, page.features))
    for name, chosen in sets.items():
        f1, p, r, bad = summary([scores[id(page)][1] for page in chosen])
        single = [summary([s for f, s in (scores[id(page)] for page in chosen) if f == fold])[0] for fold in range(5)]
        print(f"seed {seed}  {name:12}  F1 {f1:.4f}  precision {p:.4f}  recall {r:.4f}  bad {bad}"
              f"  folds {' '.join(f'{f:.3f}' for f in single)}", flush=True)


def exported(names, alone, together):
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

    trees = lambda model: [nodes(tree) for tree in model.dump_model()["tree_info"]]
    return {"features": names, "alone": trees(alone), "together": trees(together)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lede"), parser.add_argument("gold", nargs="+"), parser.add_argument("--write")
    args = parser.parse_args()
    sets = {os.path.basename(path).split(".")[0]: pages(path) for path in args.gold}
    sets = {name: [Page(row, len(rows)) for row in rows] for name, rows in sets.items()}
    every = [page for chosen in sets.values() for page in chosen]
    found = explained(args.lede, every)
    names = found[0]["features"]
    for at, page in enumerate(every):
        page.read(found[at], names)
    for seed in (1, 2):
        cross_validate(args.lede, sets, seed)
    if args.write:
        model = exported(names, *both_rounds(args.lede, every, [], 1))
        with open(args.write, "w", encoding="utf-8") as out:
            json.dump(model, out, ensure_ascii=False, separators=(",", ":"))
            out.write("\n")


if __name__ == "__main__":
    sys.exit(main())
