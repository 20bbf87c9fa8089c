"""Word 4-gram precision and recall of extracted text, as in Scrapinghub's article-extraction benchmark (2020)."""

import collections
import gzip
import json
import re

WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall(text or "")


def shingles(tokens, n=4):
    if not tokens:
        return collections.Counter()
    return collections.Counter(tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1)))


def overlap(gold, found):
    """(precision, recall) of one page, None where undefined."""
    a, b = shingles(words(gold)), shingles(words(found))
    hit, wanted, given = sum((a & b).values()), sum(a.values()), sum(b.values())
    return hit / given if given else None, hit / wanted if wanted else None


def summary(pairs):
    """F1, precision, recall of many pages, and how many pages have an F1 under 0.5."""
    ps = [p for p, _ in pairs if p is not None]
    rs = [r for _, r in pairs if r is not None]
    p, r = sum(ps) / max(1, len(ps)), sum(rs) / max(1, len(rs))
    bad = sum(1 for p1, r1 in pairs if not p1 or not r1 or 2 * p1 * r1 / (p1 + r1) < 0.5)
    return (2 * p * r / (p + r) if p + r else 0.0), p, r, bad


def pages(path):
    """The rows {id, url, html, gold} of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
