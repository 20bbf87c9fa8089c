#!/usr/bin/env python3
"""Answers lines `{id, url, html}` with lines `{id, text}` or `{id, html}`, by one of Python's extractors.

usage: peer.py trafilatura | trafilatura-precision | readability-lxml
"""

import json
import logging
import sys


def with_trafilatura(**options):
    import trafilatura

    return lambda row: {"text": trafilatura.extract(row["html"], include_comments=False, **options) or ""}


def with_readability():
    import readability

    def extract(row):
        try:
            return {"html": readability.Document(row["html"], url=row["url"]).summary(html_partial=True)}
        except readability.readability.Unparseable:
            return {"html": ""}

    return extract


PEERS = {
    "trafilatura": with_trafilatura,
    "trafilatura-precision": lambda: with_trafilatura(favor_precision=True),
    "readability-lxml": with_readability,
}


def main():
    logging.disable()
    extract = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        row = json.loads(line)
        print(json.dumps({"id": row["id"], **extract(row)}), flush=True)


if __name__ == "__main__":
    main()
